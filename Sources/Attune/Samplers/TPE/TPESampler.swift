/// The tree-structured Parzen estimator (TPE), which models the densities of good and of other
/// trials.
///
/// The first trials are random. After that, the trials are split into a small fraction of good ones
/// and the rest. A mixture of kernels models each part: *l*(*x*) the good trials, *g*(*x*) the
/// rest. Candidates are drawn from *l*, and the one with the highest ratio *l*(*x*)/*g*(*x*) is
/// proposed. Its expected improvement is the highest too.
///
/// The random trials are drawn from the ``Prior`` of a parameter that has one, and so is the prior
/// component of *l* and *g*. Choices with an order are modelled by their indices, so that
/// neighbours are similar.
///
/// With one objective, the parameters that all trials have in common are sampled jointly, and so
/// are the parameters of each branch of a conditional space. Running trials count as not good.
/// Pruned trials and constraints are taken into account.
///
/// Five settings differ from Optuna 5, each because of its results in `Docs/Benchmarks`:
///
/// - The good trials are weighted by rank.
/// - The kernels of good trials may become narrower than those of the other trials.
/// - Along integers and grids, these kernels are at least half a step wide.
/// - The parameters of a branch are sampled jointly.
/// - In spaces of choices and grids, a proposal that repeats a trial is replaced by the next best
///   one.
///
/// ``Configuration/optuna`` has Optuna's settings throughout.
///
/// TPE works well from about twenty trials on and for up to some tens of parameters, including
/// conditional and categorical ones. It does not model noise. For a small number of expensive
/// evaluations of a smooth objective, a Gaussian process is better.
///
/// Optuna leaves the order of equal observations open, and thereby which of them has which
/// bandwidth. Here they are in the order of their trials.
///
/// - Note: J. Bergstra et al., "Algorithms for Hyper-Parameter Optimization", NeurIPS 2011, section
///   4; S. Watanabe, "Tree-Structured Parzen Estimator", arXiv 2304.11127, section 3; for
///   multi-objective studies Y. Ozaki et al., "Multiobjective Tree-Structured Parzen Estimator",
///   JAIR 73, 2022; for constraints S. Watanabe and F. Hutter, "c-TPE", arXiv 2211.14411.
public struct TPESampler: Sampler {
  /// The settings of the sampler.
  public struct Configuration: Sendable, Hashable {
    /// The number of random trials before the model is used; 10 as in Optuna.
    public var startupTrials = 10

    /// The number of candidates per proposal; 24 as in Optuna.
    public var candidates = 24

    /// The number of good trials.
    public var gamma = Gamma.fraction(0.1, atMost: 25)

    /// Whether good trials are weighted by rank in single-objective studies.
    ///
    /// The weights decrease linearly, from almost twice the mean for the best good trial to almost
    /// 0 for the worst. If false, good trials are weighted by age like the others, as in Optuna.
    public var usesRankWeights = true

    /// The weights of trials by age.
    public var weights = ObservationWeights.newest(25)

    /// Whether common parameters are sampled jointly; nil for true in single-objective studies and
    /// false in multi-objective ones, as in Optuna.
    public var isMultivariate: Bool?

    /// Whether the parameters of each branch of a conditional space are sampled jointly.
    ///
    /// The good trials of a branch are then selected among the trials of that branch. If false,
    /// these parameters are sampled independently, as in Optuna.
    public var usesGroups = true

    /// The exponent with which the minimum bandwidth of good trials decreases.
    ///
    /// The minimum bandwidth is proportional to the number of kernels to the power of minus this
    /// exponent, but at least a hundredth of the range. Optuna's exponent is 1; a higher one
    /// concentrates the proposals around the best trials.
    public var bandwidthExponent = 1.6

    /// The minimum bandwidth of good trials along integers, grids and ordered choices, in steps.
    ///
    /// With 0.5, a kernel has at most 68 % of its mass over the observed value, so that candidates
    /// vary even if all good trials have the same value. Optuna has no such minimum, which is 0. On
    /// logarithmic scales, where steps have different widths, it is not used.
    public var gridBandwidth = 0.5

    /// Whether a proposal that repeats a trial is replaced by the next best one, in spaces of
    /// choices and grids; false in Optuna.
    ///
    /// The points of running trials, and proposals for trials of the same batch with lower numbers,
    /// are not repeated either.
    public var avoidsDuplicates = true

    /// Whether running trials count as not good (constant liar), so that the proposals of parallel
    /// workers spread out.
    public var usesConstantLiar = true

    /// Whether trials of all cohorts of the pruner count, such as the brackets of Hyperband; if false,
    /// those of the trial's cohort, as in Optuna.
    ///
    /// Complete trials are then ranked first, by value, and pruned ones by the step that they reached
    /// and by their value there, whatever their cohort.
    public var learnsAcrossCohorts = false

    /// The fraction of trials that are random after the startup trials too; 0 as in Optuna.
    ///
    /// A third, as in BOHB, protects against values at small budgets that mislead the model.
    public var uniformFraction = 0.0

    /// Creates the default settings.
    public init() {}

    /// The settings of Optuna 5.
    public static var optuna: Configuration {
      var configuration = Configuration()
      configuration.usesRankWeights = false
      configuration.usesGroups = false
      configuration.bandwidthExponent = 1
      configuration.gridBandwidth = 0
      configuration.avoidsDuplicates = false
      return configuration
    }
  }

  /// The settings.
  public let configuration: Configuration

  /// The trials of a similar study, from which the model starts; nil for none.
  public let sources: TrialHistory?

  private let models: TPEModelPool

  /// The maximum number of times candidates are drawn until one is new, if other trials are running.
  ///
  /// All trials of a batch draw from the same model, so the last ones find fewer new candidates
  /// than with a model that is updated after each trial. Running trials change the model little.
  private static let maximumRounds = 16

  /// Creates the sampler.
  ///
  /// - Parameters:
  ///   - configuration: The settings.
  ///   - sources: The trials of a similar study with the same number of directions, whose values of the
  ///     same parameters count; nil for none.
  /// - Precondition: The candidate count is positive, the startup trial count is not negative, the
  ///   bandwidth exponent is positive and finite, the grid bandwidth is finite and not negative,
  ///   `gamma` has a positive factor and limit, and the uniform fraction is in 0...1.
  public init(_ configuration: Configuration = Configuration(), sources: TrialHistory? = nil) {
    precondition(
      configuration.candidates > 0,
      "candidates must be positive, not \(configuration.candidates)")
    precondition(
      configuration.startupTrials >= 0,
      "startupTrials must not be negative, but is \(configuration.startupTrials)")
    precondition(
      configuration.bandwidthExponent > 0 && configuration.bandwidthExponent.isFinite,
      "bandwidthExponent must be positive and finite, not \(configuration.bandwidthExponent)")
    precondition(
      configuration.gridBandwidth >= 0 && configuration.gridBandwidth.isFinite,
      "gridBandwidth must be finite and not negative, but is \(configuration.gridBandwidth)")
    precondition(
      configuration.gamma.isValid,
      "gamma needs a factor in (0, 1e6] and a positive limit, not \(configuration.gamma)")
    precondition(
      (0...1).contains(configuration.uniformFraction),
      "uniformFraction must be in 0...1, not \(configuration.uniformFraction)")
    self.configuration = configuration
    self.sources = sources
    models = TPEModelPool(configuration, sources: sources)
  }

  /// The name, the number of sources, and the settings that differ from the defaults.
  public var summary: String {
    SettingsSummary.text(
      Self.self, argument: sources.map { "sources: \($0.count) trials" },
      settings: configuration, defaults: Configuration())
  }

  /// The groups of parameters to sample jointly; none until the startup trials have finished.
  func jointSpaces(in context: SamplingContext) -> [SearchSpace] {
    guard isMultivariate(context) else { return [] }
    let history = context.history
    return models.groups(
      of: configuration.usesGroups ? history.parameterGroups : [history.intersectionSpace]
    ).spaces.filter { hasStarted($0, context.hints(of: $0), context) }
  }

  /// Samples common parameters jointly, one group after the other; none until the startup trials have
  /// finished.
  ///
  /// - Throws: ``SamplingError`` if the sources have another number of directions than the study.
  /// - Complexity: O(*c* · *n* · *d*) for *c* candidates, *n* trials and *d* parameters.
  public func plan(
    in context: SamplingContext, using random: inout RandomStream
  ) throws(SamplingError) -> TrialPlan {
    try checkSources(context)
    if isUniform(context) { return TrialPlan() }
    var labels: [(key: String, value: JSONValue)] = []
    for group in jointSpaces(in: context) {
      for (parameter, recorded) in zip(
        group.parameters, propose(group, context.hints(of: group), nil, context, &random))
      {
        guard let value = parameter.distribution.value(recorded: recorded) else { continue }
        labels.append((parameter.name, parameter.distribution.label(of: value)))
      }
    }
    guard !labels.isEmpty else { return TrialPlan() }
    let values = JSONObject(uniqueKeys: labels)
    return configuration.usesConstantLiar
      ? TrialPlan(relativeValues: values) : TrialPlan(values: values)
  }

  /// Samples a parameter independently; at random until the startup trials have finished.
  ///
  /// - Throws: ``SamplingError`` if the sources have another number of directions than the study.
  /// - Complexity: O(*c* · *n*) for *c* candidates and *n* trials.
  public func sample(
    _ request: ParameterRequest, in context: SamplingContext, using random: inout RandomStream
  ) throws(SamplingError) -> ParameterValue {
    try checkSources(context)
    let (name, distribution) = (request.name, request.distribution)
    let space = SearchSpace([Name(name): distribution])
    let hints = request.hints.isEmpty ? [] : [request.hints]
    guard !isUniform(context), ParzenAxis(distribution).hasFiniteWidth,
      hasStarted(space, hints, context)
    else {
      return distribution.randomValue(prior: request.prior, using: &random)
    }
    let recorded = propose(space, hints, name, context, &random)[0]
    return distribution.value(recorded: recorded) ?? distribution.randomValue(using: &random)
  }

  private func isMultivariate(_ context: SamplingContext) -> Bool {
    configuration.isMultivariate ?? (context.directions.count == 1)
  }

  private func checkSources(_ context: SamplingContext) throws(SamplingError) {
    let (own, other) = (context.directions.count, sources?.directions.count)
    guard let other, own != other else { return }
    throw SamplingError(
      "the sources of TPE must be trials of a study with as many directions as this one has, "
        + "which is \(own), not \(other)")
  }

  /// Whether the startup trials have finished, so that the model of a space is used.
  ///
  /// The sources that have the parameters of the space count as well.
  private func hasStarted(
    _ space: SearchSpace, _ hints: [ParameterHints], _ context: SamplingContext
  ) -> Bool {
    let history = context.history
    let count = history.count(of: .complete) + history.count(of: .pruned)
    if count >= configuration.startupTrials { return true }
    let sourceCount = models.sourceModel(of: space, hints: hints)?.trialCount ?? 0
    return count + sourceCount >= configuration.startupTrials
  }

  /// Returns the recorded values of the best candidate, in the order of the space.
  ///
  /// - Parameter name: The parameter to sample independently; nil for a joint sample.
  private func propose(
    _ space: SearchSpace, _ hints: [ParameterHints], _ name: String?, _ context: SamplingContext,
    _ random: inout RandomStream
  ) -> [Double] {
    models.withModel(of: space, hints: hints) { model in
      update(&model, context)
      let densities = TPEDensities(
        model, sources: models.sourceModel(of: space, hints: hints))
      guard avoidsDuplicates(space, context.history) else {
        return densities.best(densities.sample(configuration.candidates, using: &random))
      }
      guard let batchStart = context.batchStart else {
        let running = context.running.compactMap { space.point(of: $0) }
        return newPoint(
          space, densities, context.history, avoiding: running,
          rounds: running.isEmpty ? 1 : Self.maximumRounds, &random)
      }
      // The trials of a batch do not see each other's values, so they could propose the same point.
      // The proposals for trials with lower numbers are recomputed from their random streams.
      let history = context.history
      var proposals = models.proposals(
        of: BatchProposals.Origin(
          seed: context.seed, start: batchStart, space: space, hints: hints, parameter: name,
          lastRevision: history.revisions.last, revisionCount: history.revisions.count))
      while batchStart + proposals.points.count < context.trialNumber {
        let number = batchStart + proposals.points.count
        var random = context.stream(ofTrial: number, parameter: name)
        let point = newPoint(
          space, densities, history, avoiding: proposals.points, rounds: Self.maximumRounds,
          &random)
        proposals.points.append(space.point(point, takenBy: history[number]))
      }
      let earlier = Array(proposals.points.prefix(context.trialNumber - batchStart))
      let point = newPoint(
        space, densities, history, avoiding: earlier, rounds: Self.maximumRounds, &random)
      if proposals.points.count == earlier.count {
        proposals.points.append(space.point(point, takenBy: history[context.trialNumber]))
      }
      models.store(proposals)
      return point
    }
  }

  /// The best candidate that repeats neither a trial nor one of the other points.
  ///
  /// If every candidate of every round repeats one of these, the best candidate of the first round.
  ///
  /// - Parameters:
  ///   - others: Points to avoid in addition to those of the trials.
  ///   - rounds: The maximum number of times candidates are drawn.
  private func newPoint(
    _ space: SearchSpace, _ densities: TPEDensities, _ history: TrialHistory,
    avoiding others: [[Double]],
    rounds: Int = 1, _ random: inout RandomStream
  ) -> [Double] {
    func isNew(_ point: [Double]) -> Bool {
      !others.contains(point) && history.trial(at: point, of: space) == nil
    }
    var first: [Double]?
    for _ in 0..<rounds {
      let candidates = densities.sample(configuration.candidates, using: &random)
      let point = densities.best(candidates)
      if isNew(point) { return point }
      first = first ?? point
      let ratios = densities.logRatios(at: candidates)
      // In descending order of ln l(x) − ln g(x); of equal ones the first.
      let next = ratios.indices.sorted { (ratios[$1], $0) < (ratios[$0], $1) }.lazy
        .map { candidates.values(of: $0) }
      if let point = next.first(where: isNew) { return point }
    }
    return first ?? []
  }

  /// Whether proposals must not repeat trials.
  ///
  /// Only in spaces of choices and grids, and only if the study has no other varying parameters, in
  /// which trials with equal values in this space could differ.
  private func avoidsDuplicates(_ space: SearchSpace, _ history: TrialHistory) -> Bool {
    configuration.avoidsDuplicates
      && space.parameters.allSatisfy { !$0.distribution.isContinuous }
      && models.groups(of: history.parameterGroups).spaces == [space]
  }

  /// Updates a model to the trials of a context.
  private func update(_ model: inout TPEModel, _ context: SamplingContext) {
    let history = context.history
    let columns = model.columns(of: history)
    // The trials of a branch are split separately. They are those that have the rarest parameter.
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

  /// The densities l(x) and g(x), with those of the sources.
  func densities(over space: SearchSpace, in context: SamplingContext) -> TPEDensities {
    let hints = context.hints(of: space)
    return models.withModel(of: space, hints: hints) { model in
      update(&model, context)
      return TPEDensities(model, sources: models.sourceModel(of: space, hints: hints))
    }
  }

  /// The estimators of the good and of the other trials, l(x) and g(x).
  func estimators(
    over space: SearchSpace, in context: SamplingContext
  ) -> (good: ParzenEstimator, rest: ParzenEstimator) {
    models.withModel(of: space, hints: context.hints(of: space)) { model in
      update(&model, context)
      return (model.good, model.rest)
    }
  }
}

extension Sampler where Self == TPESampler {
  /// The tree-structured Parzen estimator, the default sampler.
  ///
  /// - Parameters:
  ///   - startupTrials: The number of random trials before the model starts.
  ///   - candidates: The number of candidates per proposal.
  ///   - multivariate: Whether common parameters are drawn together; nil for yes in a single-objective and no
  ///     in a multi-objective study.
  ///   - group: Whether the parameters of each branch of a conditional space are drawn together.
  ///   - constantLiar: Whether running trials count as not good, so that parallel workers spread out.
  ///   - sources: The trials of a similar study, from which the model starts.
  /// - Precondition: As for ``TPESampler/init(_:sources:)``.
  public static func tpe(
    startupTrials: Int = 10, candidates: Int = 24, multivariate: Bool? = nil, group: Bool = true,
    constantLiar: Bool = true, sources: TrialHistory? = nil
  ) -> TPESampler {
    var configuration = TPESampler.Configuration()
    configuration.startupTrials = startupTrials
    configuration.candidates = candidates
    configuration.isMultivariate = multivariate
    configuration.usesGroups = group
    configuration.usesConstantLiar = constantLiar
    return TPESampler(configuration, sources: sources)
  }

  /// The tree-structured Parzen estimator with a configuration.
  ///
  /// - Parameters:
  ///   - configuration: The settings.
  ///   - sources: The trials of a similar study, from which the model starts.
  /// - Precondition: As for ``TPESampler/init(_:sources:)``.
  public static func tpe(
    _ configuration: TPESampler.Configuration, sources: TrialHistory? = nil
  ) -> TPESampler {
    TPESampler(configuration, sources: sources)
  }
}
