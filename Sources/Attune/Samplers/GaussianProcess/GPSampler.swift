/// Bayesian optimization with a Gaussian process over all parameters of a study, conditional ones and
/// choices included.
///
/// ```swift
/// let study = try Study("digits", sampler: .gp(), seed: 1)
/// ```
///
/// After a few quasi-random trials, a Gaussian process with a Matérn covariance function is conditioned on
/// all finished trials. It predicts the objective everywhere, with a standard deviation, and the point with
/// the largest expected improvement is proposed. It suits up to some hundreds of trials which each take
/// longer than the proposal, some milliseconds at 100 trials.
///
/// - Every parameter that a trial has had is modelled, on its scale and its grid. Which parameters belong to
///   which choice is learned from the trials. A parameter that the model did not foresee gets the best value
///   given those that the trial already has.
/// - Running trials reduce the uncertainty around them, so that parallel proposals spread out.
/// - Failed trials count as worse than all others, pruned ones with their last report.
/// - Constraints are modelled by a Gaussian process each. Several objectives become one with random weights,
///   which differ from trial to trial.
/// - Values are standardized, ranked below the median, or made normal by a power, by a random choice for each
///   trial: each of these fails on some objectives where another one does not.
/// - Noise is estimated. Without noise, no point is repeated.
/// - Beyond 500 trials, the model takes the best 200 and the newest 300.
///
/// - Note: J. Snoek, H. Larochelle and R. P. Adams, "Practical Bayesian Optimization of Machine Learning
///   Algorithms", NeurIPS 2012, arXiv 1206.2944; for noise H. Zhou et al., "A Corrected Expected Improvement
///   Acquisition Function Under Noisy Observations", ACML 2023, arXiv 2310.05166.
public struct GPSampler: Sampler {
  /// What makes a point worth evaluating.
  public enum Acquisition: Sendable, Hashable {
    /// The predicted mean plus a number of standard deviations.
    case upperConfidenceBound(Double)
    /// The expected improvement over the best trial, corrected for noise.
    case expectedImprovement
    /// The probability of an improvement over the best trial.
    case probabilityOfImprovement
  }

  /// The settings of the sampler.
  public struct Configuration: Sendable, Hashable {
    /// What makes a point worth evaluating; with constraints, always the expected improvement.
    public var acquisition = Acquisition.expectedImprovement

    /// The number of quasi-random trials before the model is used, positive.
    public var startupTrials = 8

    /// Whether the objective has no noise: equal parameters give equal values.
    ///
    /// If false, the noise is estimated.
    public var isDeterministic = false

    /// Whether the region of numeric parameters in which proposals are searched shrinks around the best
    /// trial; see <doc:GaussianProcess>.
    ///
    /// It has no effect in multi-objective studies, and on values that the user gives.
    public var reducesBounds = false

    /// The transformations of values; one is drawn for each trial, since none suits all objectives.
    var warps = [OutputWarp.halfRank, .none, .power]

    /// How many points the search for a proposal evaluates.
    var effort = AcquisitionSearch.Effort()

    /// Creates the default settings.
    public init() {}
  }

  /// The settings.
  public let configuration: Configuration

  /// The trials of an earlier study, from which the model starts; nil for none.
  public let sources: TrialHistory?

  private let startup = QMCSampler()
  private let models: GPModelPool
  private let batches = BatchPoints()
  private let predictions: PredictionModelPool

  /// Creates the sampler.
  ///
  /// - Parameters:
  ///   - configuration: The settings.
  ///   - sources: The trials of a similar study with the same number of directions; nil for none.
  /// - Precondition: The number of start-up trials is positive, and the factor of an upper confidence bound
  ///   is finite and not negative.
  public init(_ configuration: Configuration = Configuration(), sources: TrialHistory? = nil) {
    precondition(
      configuration.startupTrials > 0,
      "startupTrials must be positive, not \(configuration.startupTrials)")
    if case .upperConfidenceBound(let factor) = configuration.acquisition {
      precondition(
        factor >= 0 && factor.isFinite,
        "the factor of the upper confidence bound must be finite and not negative, not \(factor)")
    }
    self.configuration = configuration
    self.sources = sources
    models = GPModelPool(configuration, sources: sources)
    predictions = PredictionModelPool(configuration)
  }

  /// The name, the number of sources, and the settings that differ from the defaults.
  public var summary: String {
    SettingsSummary.text(
      Self.self, argument: sources.map { "sources: \($0.count) trials" },
      settings: configuration, defaults: Configuration())
  }

  /// Draws all parameters of the branch with the best acquisition; none until the start-up trials have
  /// finished.
  ///
  /// - Throws: ``SamplingError`` if the sources have another number of directions than the study.
  /// - Complexity: O(*n*² *s* + *n*³ *f*) for *n* trials, *s* points that the search of the acquisition
  ///   function evaluates, and *f* steps of a fit, which is repeated less often as *n* grows.
  public func plan(
    in context: SamplingContext, using random: inout RandomStream
  ) throws(SamplingError) -> TrialPlan {
    try checkSources(context)
    guard hasStarted(context.history) else { return try startup.plan(in: context, using: &random) }
    let axes = models.axes(of: context.history, hints: context.hints(of:))
    guard let (point, space) = proposal(context, axes, &random) else { return TrialPlan() }
    return space.plan(at: point)
  }

  /// Samples a parameter that the plan lacks: with the best acquisition given the trial's other values, if
  /// the parameter is known; from a quasi-random sequence before the model starts; otherwise at random.
  ///
  /// - Throws: ``SamplingError`` if the sources have another number of directions than the study.
  public func sample(
    _ request: ParameterRequest, in context: SamplingContext, using random: inout RandomStream
  ) throws(SamplingError) -> ParameterValue {
    try checkSources(context)
    guard hasStarted(context.history) else {
      // The sequence has a largest number of parameters; further ones are random.
      let value =
        request.prior == nil ? try? startup.sample(request, in: context, using: &random) : nil
      return value ?? request.distribution.randomValue(prior: request.prior, using: &random)
    }
    let axes = models.axes(of: context.history, hints: context.hints(of:))
    guard
      let index = axes.firstIndex(where: { $0.name.text.isIdentical(to: request.name) }),
      let model = models.model(
        of: context.history, on: axes, warp: warp(&random), objectives: &random)
    else { return request.distribution.randomValue(prior: request.prior, using: &random) }
    let trial = context.trial
    let own = ModelSpace.point(of: trial.parameters, on: axes)
    let point = best(
      model, given: model.space.known(trial),
      keeping: Set(own.indices.filter { own[$0] != nil } + [index]),
      pending: model.space.pending(context.running), &random)
    return model.space.value(of: index, at: point, in: request.distribution)
      ?? request.distribution.randomValue(prior: request.prior, using: &random)
  }

  /// Predicts the objective at any parameters, from the complete trials of a history.
  ///
  /// ```swift
  /// let sampler = GPSampler()
  /// let prediction = try sampler.prediction(of: ["rate": 0.01, "layers": 2], in: study.trials)
  /// print(prediction.mean, prediction.standardDeviation)
  /// ```
  ///
  /// The Gaussian process has the prior of the sampler, and hyperparameters that are fitted to the trials,
  /// but the values are only standardized: a nonlinear transformation would bias the mean. Pruned, failed
  /// and infinite trials are left out, and earlier studies have no effect. Choices have no order.
  ///
  /// - Parameters:
  ///   - parameters: Numbers, and labels of choices, by name. A parameter that is missing counts as one that
  ///     the trial does not have, and a number out of range as the nearest bound.
  ///   - history: The trials of a single-objective study.
  /// - Throws: ``AnalysisError`` for a multi-objective study, without a complete trial with a finite value
  ///   and a parameter that varies, for unknown names, and for values of another kind.
  /// - Complexity: O(*n*³ *f*) for *n* trials and *f* steps of the fit at the first call for a history, and
  ///   O(*n*²) at further ones. Beyond 500 trials, the best 200 and the newest 300 are used.
  public func prediction(
    of parameters: JSONObject, in history: TrialHistory
  ) throws(AnalysisError) -> ObjectivePrediction {
    try predictions.model(of: history).prediction(of: parameters)
  }

  /// The transformation of values for a proposal.
  private func warp(_ random: inout RandomStream) -> OutputWarp {
    configuration.warps[random.index(below: configuration.warps.count)]
  }

  /// Whether the start-up trials have finished, so that the model is used.
  private func hasStarted(_ history: TrialHistory) -> Bool {
    let count = history.count(of: .complete) + history.count(of: .pruned)
    return count >= configuration.startupTrials
      || count + models.sourceCount(of: history) >= configuration.startupTrials
  }

  private func checkSources(_ context: SamplingContext) throws(SamplingError) {
    let (own, other) = (context.directions.count, sources?.directions.count)
    guard let other, own != other else { return }
    throw SamplingError(
      "the sources of the Gaussian process must be trials of a study with as many directions as "
        + "this one has, which is \(own), not \(other)")
  }

  // MARK: Proposals

  /// The point to propose for the current trial; nil if there is no model.
  ///
  /// The trials of a batch do not see each other, so the proposals for those with lower numbers are
  /// recomputed from their random streams.
  private func proposal(
    _ context: SamplingContext, _ axes: [ModelSpace.Axis], _ random: inout RandomStream
  ) -> (point: [Double], space: ModelSpace)? {
    func model(_ random: inout RandomStream) -> GPModel? {
      models.model(of: context.history, on: axes, warp: warp(&random), objectives: &random)
    }
    guard let own = model(&random) else { return nil }
    var pending = own.space.pending(
      context.running.filter { $0.number < context.batchStart ?? .max })
    if let start = context.batchStart {
      let key = BatchPoints.Key(context, start: start, axes: axes, pending: pending)
      let others = pending
      pending += batches.points(key, before: context.trialNumber) { number, earlier in
        var random = context.stream(ofTrial: number, parameter: nil)
        return model(&random).map {
          best(
            $0, given: $0.space.known(context.history[number].enqueuedValues),
            pending: others + earlier, &random)
        }
      }
    }
    let point = best(own, given: own.space.known(context.trial), pending: pending, &random)
    return (point, own.space)
  }

  /// The best point that is not observed yet, or the best one if repetitions are useful.
  ///
  /// - Parameters:
  ///   - given: The coordinates of parameters that are already set, by index.
  ///   - kept: The indices of parameters that the trial has in any case.
  ///   - pending: The points of running trials.
  private func best(
    _ model: GPModel, given: [Int: Double], keeping kept: Set<Int> = [], pending: [[Double]],
    _ random: inout RandomStream
  ) -> [Double] {
    let search = ProposalSearch(
      model.space, axes: model.searchAxes, given: given, keeping: kept,
      taken: model.isDeterministic ? model.observed + pending : pending)
    let points = search.maxima(
      of: model.acquisition(configuration.acquisition, pending: pending),
      near: model.best(Self.seedCount), effort: configuration.effort, using: &random)
    return points.first(where: search.isFree) ?? points.first
      ?? search.randomPoint(using: &random)
  }

  /// The number of good trials near which the search starts.
  private static let seedCount = 5
}

extension Sampler where Self == GPSampler {
  /// Bayesian optimization with a Gaussian process, for up to some hundreds of trials.
  ///
  /// - Parameters:
  ///   - acquisition: What makes a point worth evaluating.
  ///   - startupTrials: The number of quasi-random trials before the model is used.
  ///   - deterministic: Whether the objective has no noise.
  ///   - reducesBounds: Whether the region of the search shrinks around the best trial.
  ///   - sources: The trials of a similar study, from which the model starts.
  /// - Precondition: As for ``GPSampler/init(_:sources:)``.
  public static func gp(
    _ acquisition: GPSampler.Acquisition = .expectedImprovement, startupTrials: Int = 8,
    deterministic: Bool = false, reducesBounds: Bool = false, sources: TrialHistory? = nil
  ) -> GPSampler {
    var configuration = GPSampler.Configuration()
    configuration.acquisition = acquisition
    configuration.startupTrials = startupTrials
    configuration.isDeterministic = deterministic
    configuration.reducesBounds = reducesBounds
    return GPSampler(configuration, sources: sources)
  }
}
