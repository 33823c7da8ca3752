/// The tree-structured Parzen estimator: models where good and other trials lie, and looks for the
/// former.
///
/// The first trials are random. From then on the trials are split into a small good part and the
/// rest; each part is modelled by a mixture of kernels, *l* and *g*; candidates are drawn from *l*, and
/// the one with the highest *l*/*g*, which has the highest expected improvement, is proposed.
///
/// Parameters that all trials have in common are drawn together when there is one direction, and so are
/// those of each branch of a conditional space; running trials count as not good; pruned trials and
/// constraints are taken into account.
///
/// Four settings differ from Optuna 5's, each because it does better in `Docs/Benchmarks`: the better of
/// the good trials weigh more, their kernels may become narrower than those of the others, branches are
/// drawn together, and in spaces of choices and grids a proposal that repeats a trial gives way to the
/// next best.
/// ``Configuration/optuna`` has Optuna's settings throughout.
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

    /// How many trials are good.
    public var gamma = Gamma.fraction(0.1, atMost: 25)

    /// Whether the better of the good trials weigh more, with one direction.
    ///
    /// Weights fall from twice the mean at the best trial to next to nothing. Otherwise good trials weigh
    /// by age like the others, as in Optuna.
    public var usesRankWeights = true

    /// How much trials weigh by age.
    public var weights = ObservationWeights.newest(25)

    /// Whether common parameters are drawn together; nil for yes with one direction and no with
    /// several, as in Optuna.
    public var isMultivariate: Bool?

    /// Whether the parameters of each branch of a conditional space are drawn together, and learn from
    /// the best trials of that branch; otherwise each of them is drawn on its own, as in Optuna.
    public var usesGroups = true

    /// How fast the least bandwidth of the good trials' kernels shrinks.
    ///
    /// It does so as the inverse of the number of kernels to this power. Above 1, where Optuna has 1,
    /// proposals close in on the best trials.
    public var bandwidthExponent = 1.6

    /// Whether, in spaces of choices and grids, a proposal that repeats a trial gives way to the next
    /// best; not so in Optuna.
    ///
    /// Trials of the same batch with lower numbers count as well, by what they are going to propose.
    public var avoidsDuplicates = true

    /// Whether running trials count as not good, so that parallel workers spread out.
    public var usesConstantLiar = true

    /// Creates the default settings.
    public init() {}

    /// The settings of Optuna 5.
    public static var optuna: Configuration {
      var configuration = Configuration()
      configuration.usesRankWeights = false
      configuration.usesGroups = false
      configuration.bandwidthExponent = 1
      configuration.avoidsDuplicates = false
      return configuration
    }
  }

  /// The settings.
  public let configuration: Configuration

  private let models: TPEModelPool

  /// How often a member of a batch draws candidates until one is new: all members draw from the same model,
  /// so that there are fewer new ones for the last than when a model learns from each trial.
  private static let batchRounds = 16

  /// Creates the sampler.
  ///
  /// - Precondition: The number of candidates is positive, that of start-up trials not negative, and the
  ///   exponent a positive number.
  public init(_ configuration: Configuration = Configuration()) {
    precondition(
      configuration.candidateCount > 0,
      "TPE needs a candidate to choose from, not \(configuration.candidateCount)")
    precondition(
      configuration.startupTrialCount >= 0,
      "there cannot be \(configuration.startupTrialCount) start-up trials")
    precondition(
      configuration.bandwidthExponent > 0 && configuration.bandwidthExponent.isFinite,
      "bandwidths cannot shrink by the power \(configuration.bandwidthExponent)")
    precondition(
      configuration.gamma.isValid, "no number of good trials can be \(configuration.gamma)")
    self.configuration = configuration
    models = TPEModelPool(configuration)
  }

  /// The name, and the settings that differ from the defaults.
  public var summary: String {
    SettingsSummary.text(Self.self, settings: configuration, defaults: Configuration())
  }

  /// The parameters that are drawn together; none before the model starts.
  public func jointSpace(in context: SamplingContext) -> SearchSpace {
    guard isMultivariate(context), hasStarted(context) else { return SearchSpace() }
    return groups(context).union
  }

  private func groups(_ context: SamplingContext) -> GroupedSearchSpace {
    let history = context.history
    return models.groups(
      of: configuration.usesGroups ? history.parameterGroups : [history.intersectionSpace])
  }

  /// Proposes parameters together, group by group.
  ///
  /// - Complexity: O(*c* · *n* · *d*) for *c* candidates, *n* trials and *d* parameters.
  public func sampleJointly(
    over space: SearchSpace, in context: SamplingContext, using random: inout RandomStream
  ) throws(SamplingError) -> JointSample {
    var values: [String: ParameterValue] = [:]
    var labels: [(key: String, value: JSONValue)] = []
    for group in groups(context).spaces {
      for (parameter, recorded) in zip(group.parameters, propose(group, nil, context, &random)) {
        guard let value = parameter.distribution.value(recorded: recorded) else { continue }
        values[parameter.name] = value
        labels.append((parameter.name, parameter.distribution.label(of: value)))
      }
    }
    let attributes = configuration.usesConstantLiar ? RelativeParameters.attributes(labels) : [:]
    return JointSample(values: values, attributes: attributes)
  }

  /// Proposes a parameter on its own, at random before the model starts.
  ///
  /// - Complexity: O(*c* · *n*) for *c* candidates and *n* trials.
  public func sample(
    _ name: String, from distribution: Distribution, in context: SamplingContext,
    using random: inout RandomStream
  ) throws(SamplingError) -> ParameterValue {
    guard hasStarted(context), ParzenAxis(distribution).hasFiniteWidth else {
      return distribution.randomValue(using: &random)
    }
    let space = SearchSpace([Name(name): distribution])
    let recorded = propose(space, name, context, &random)[0]
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
  ///
  /// - Parameter name: The parameter that is drawn on its own; nil for a joint sample.
  private func propose(
    _ space: SearchSpace, _ name: String?, _ context: SamplingContext,
    _ random: inout RandomStream
  ) -> [Double] {
    models.withModel(of: space) { model in
      update(&model, context)
      guard avoidsDuplicates(space, context.history) else {
        return best(candidates(model, &random), model)
      }
      guard let batch = context.batch else {
        return newPoint(space, model, context.history, besides: [], &random)
      }
      // The members of the batch do not know of each other; without this they propose the same.
      let history = context.history
      var proposals = models.proposals(
        of: BatchProposals.Origin(
          seed: batch.seed, start: batch.start, space: space, parameter: name,
          lastFinish: history.finishes.last, finishCount: history.finishes.count))
      while batch.start + proposals.points.count < context.trialNumber {
        let number = batch.start + proposals.points.count
        var random = batch.stream(ofTrial: number, parameter: name)
        let point = newPoint(
          space, model, history, besides: proposals.points, rounds: Self.batchRounds, &random)
        proposals.points.append(space.point(point, takenBy: history[number]))
      }
      let earlier = Array(proposals.points.prefix(context.trialNumber - batch.start))
      let point = newPoint(
        space, model, history, besides: earlier, rounds: Self.batchRounds, &random)
      if proposals.points.count == earlier.count {
        proposals.points.append(space.point(point, takenBy: history[context.trialNumber]))
      }
      models.keep(proposals)
      return point
    }
  }

  private func candidates(_ model: TPEModel, _ random: inout RandomStream) -> ParzenPoints {
    model.good.sample(configuration.candidateCount, using: &random)
  }

  /// The best of some candidates.
  private func best(_ candidates: ParzenPoints, _ model: TPEModel) -> [Double] {
    let l = model.good.logDensities(at: candidates)
    return candidates.values(of: model.rest.highestRatio(of: l, at: candidates))
  }

  /// The best candidate that repeats neither a trial nor one of some other points; the best one of all
  /// where every candidate does.
  ///
  /// - Parameter rounds: How often candidates are drawn until one is new.
  private func newPoint(
    _ space: SearchSpace, _ model: TPEModel, _ history: TrialHistory, besides others: [[Double]],
    rounds: Int = 1, _ random: inout RandomStream
  ) -> [Double] {
    func isNew(_ point: [Double]) -> Bool {
      !others.contains(point) && !isTried(point, space, history)
    }
    var first: [Double]?
    for _ in 0..<rounds {
      let candidates = candidates(model, &random)
      let point = best(candidates, model)
      if isNew(point) { return point }
      first = first ?? point
      let l = model.good.logDensities(at: candidates)
      let g = model.rest.logDensities(at: candidates)
      let next = l.indices.sorted { (l[$1] - g[$1], $0) < (l[$0] - g[$0], $1) }.lazy
        .map { candidates.values(of: $0) }
      if let point = next.first(where: isNew) { return point }
    }
    return first ?? []
  }

  /// Whether proposals are not to repeat trials: in spaces of choices and grids, when there are no other
  /// parameters to tell trials apart.
  private func avoidsDuplicates(_ space: SearchSpace, _ history: TrialHistory) -> Bool {
    configuration.avoidsDuplicates
      && space.parameters.allSatisfy { !$0.distribution.isContinuous }
      && models.groups(of: history.parameterGroups).spaces == [space]
  }

  /// Whether a complete or pruned trial has had these very values.
  private func isTried(_ point: [Double], _ space: SearchSpace, _ history: TrialHistory) -> Bool {
    let columns = space.parameters.map { history.column(of: $0.name) ?? ParameterColumn() }
    let wanted = zip(space.parameters, point).map { parameter, value in
      let coordinate = parameter.distribution.coordinate(recorded: value)
      return coordinate.isNaN ? value : coordinate
    }
    guard let first = columns.first else { return false }
    return first.contains(wanted[0]) { number in
      zip(columns, wanted).allSatisfy { $0.coordinate(number: number) == $1 }
    }
  }

  private func update(_ model: inout TPEModel, _ context: SamplingContext) {
    let history = context.history
    let columns = model.columns(of: history)
    // A branch is split among its own trials: those with the parameter that the fewest have.
    let rarest =
      configuration.usesGroups ? columns.min { $0.order.count < $1.order.count } : nil
    let split = TrialSplit(history: history, column: rarest) {
      configuration.gamma.goodCount($0, directions: history.directions.count)
    }
    model.update(
      to: history, columns: columns, split: split,
      running: configuration.usesConstantLiar ? context.running : [],
      usesRelativeParameters: isMultivariate(context),
      usesRankWeights: configuration.usesRankWeights && history.directions.count == 1)
  }

  /// The estimators of the good trials and of all others.
  func estimators(
    over space: SearchSpace, in context: SamplingContext
  ) -> (good: ParzenEstimator, rest: ParzenEstimator) {
    models.withModel(of: space) { model in
      update(&model, context)
      return (model.good, model.rest)
    }
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
