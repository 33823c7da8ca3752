/// The tree-structured Parzen estimator: models where good and other trials lie, and looks for the
/// former.
///
/// The first trials are random. From then on the trials are split into a small good part and the
/// rest; each part is modelled by a mixture of kernels, *l* and *g*; candidates are drawn from *l*, and
/// the one with the highest *l*/*g*, which has the highest expected improvement, is proposed.
///
/// Its settings are those of Optuna 5: the parameters that all trials have in common are drawn
/// together when there is one direction, others one by one; running trials count as not good; pruned
/// trials and constraints are taken into account.
///
/// It works well from some twenty trials on and up to some tens of parameters, conditional and
/// categorical ones included. It does not model noise, and it is no match for a Gaussian process on a
/// handful of smooth, expensive evaluations.
///
/// - Note: J. Bergstra et al., "Algorithms for Hyper-Parameter Optimization", NeurIPS 2011; S. Watanabe,
///   "Tree-Structured Parzen Estimator", arXiv 2304.11127; for several directions Y. Ozaki et al.,
///   "Multiobjective Tree-Structured Parzen Estimator", JAIR 73, 2022; for constraints S. Watanabe
///   and F. Hutter, "c-TPE", arXiv 2211.14411. Equal observations share bandwidths in the order
///   of their trials, which Optuna leaves open.
public struct TPESampler: Sampler {
  /// The settings of the sampler.
  public struct Configuration: Sendable, Hashable {
    /// How many trials are random before the model starts; 10 as in Optuna.
    public var startupTrialCount = 10

    /// How many candidates are drawn for a proposal; 24 as in Optuna.
    public var candidateCount = 24

    /// Whether common parameters are drawn together; nil for yes with one direction and no with
    /// several, as in Optuna.
    public var isMultivariate: Bool?

    /// Whether running trials count as not good, so that parallel workers spread out.
    public var usesConstantLiar = true

    /// Creates Optuna's settings.
    public init() {}
  }

  /// The settings.
  public let configuration: Configuration

  /// Creates the sampler.
  ///
  /// - Precondition: The number of candidates is positive, that of start-up trials not negative.
  public init(_ configuration: Configuration = Configuration()) {
    precondition(
      configuration.candidateCount > 0,
      "TPE needs a candidate to choose from, not \(configuration.candidateCount)")
    precondition(
      configuration.startupTrialCount >= 0,
      "there cannot be \(configuration.startupTrialCount) start-up trials")
    self.configuration = configuration
  }

  /// How many of `count` trials of a study are good.
  static func goodCount(_ count: Int, directions: Int) -> Int {
    let tenth = (count + 9) / 10
    return directions == 1 ? min(tenth, 25) : tenth
  }

  /// The parameters that all complete and pruned trials have in common; none before the model starts.
  public func jointSpace(in context: SamplingContext) -> SearchSpace {
    guard isMultivariate(context), hasStarted(context) else { return SearchSpace() }
    return context.history.intersectionSpace.filter { !$0.isSingle && ParzenAxis($0).hasWidth }
  }

  /// Proposes the common parameters together.
  ///
  /// - Complexity: O(*c* · *n* · *d*) for *c* candidates, *n* trials and *d* parameters.
  public func sampleJointly(
    over space: SearchSpace, in context: SamplingContext, using random: inout RandomStream
  ) throws(SamplingError) -> JointSample {
    let point = propose(space, context, &random)
    var values: [String: ParameterValue] = [:]
    var labels: [(name: String, value: JSONValue)] = []
    for (parameter, recorded) in zip(space.parameters, point) {
      guard let value = parameter.distribution.value(recorded: recorded) else { continue }
      values[parameter.name] = value
      labels.append((parameter.name, parameter.distribution.label(of: value)))
    }
    let attributes = configuration.usesConstantLiar ? PublishedSample.attributes(labels) : [:]
    return JointSample(values: values, attributes: attributes)
  }

  /// Proposes a parameter on its own, at random before the model starts.
  ///
  /// - Complexity: O(*c* · *n*) for *c* candidates and *n* trials.
  public func sample(
    _ name: String, from distribution: Distribution, in context: SamplingContext,
    using random: inout RandomStream
  ) throws(SamplingError) -> ParameterValue {
    guard hasStarted(context), ParzenAxis(distribution).hasWidth else {
      return distribution.randomValue(using: &random)
    }
    let recorded = propose(SearchSpace([name: distribution]), context, &random)[0]
    return distribution.value(recorded: recorded) ?? distribution.randomValue(using: &random)
  }

  private func isMultivariate(_ context: SamplingContext) -> Bool {
    configuration.isMultivariate ?? (context.directions.count == 1)
  }

  private func hasStarted(_ context: SamplingContext) -> Bool {
    let history = context.history
    return history.count(of: .complete) + history.count(of: .pruned)
      >= configuration.startupTrialCount
  }

  /// The recorded values of the best of some candidates from the good trials' mixture.
  private func propose(
    _ space: SearchSpace, _ context: SamplingContext, _ random: inout RandomStream
  ) -> [Double] {
    let (good, rest) = estimators(over: space, in: context)
    var candidates = ParzenPoints(layout: good.layout, capacity: configuration.candidateCount)
    for _ in 0..<configuration.candidateCount { good.sample(into: &candidates, using: &random) }
    let (l, g) = (good.logDensities(at: candidates), rest.logDensities(at: candidates))
    var best = 0
    for index in l.indices where l[index] - g[index] > l[best] - g[best] { best = index }
    return candidates.values(of: best)
  }

  /// The estimators of the good trials and of all others.
  func estimators(
    over space: SearchSpace, in context: SamplingContext
  ) -> (good: ParzenEstimator, rest: ParzenEstimator) {
    let split = TrialSplit(history: context.history) {
      Self.goodCount($0, directions: context.directions.count)
    }
    let layout = ParzenLayout(space)
    let observations = TPEObservations(
      history: context.history, space: space, layout: layout, split: split,
      running: configuration.usesConstantLiar ? context.running : [],
      usesPublishedSamples: isMultivariate(context))
    let settings = ParzenConfiguration()
    return (
      ParzenEstimator(layout: layout, observations: observations.below, configuration: settings),
      ParzenEstimator(layout: layout, observations: observations.above, configuration: settings)
    )
  }
}

extension Sampler where Self == TPESampler {
  /// The tree-structured Parzen estimator, the default.
  public static func tpe(
    _ configuration: TPESampler.Configuration = TPESampler.Configuration()
  ) -> TPESampler {
    TPESampler(configuration)
  }
}
