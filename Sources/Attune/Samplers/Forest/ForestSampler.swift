/// Bayesian optimization with trees: extremely randomized trees, a random forest or boosted trees over all
/// parameters of a study.
///
/// ```swift
/// let study = try Study("digits", sampler: .forest(), seed: 1)
/// ```
///
/// After some quasi-random trials, trees are grown on all finished trials. They predict the objective
/// everywhere, with a standard deviation, and the point with the best expected improvement is proposed. A
/// fraction of the trials is random. Trees suit spaces with many choices and branches, and objectives with
/// jumps.
///
/// - Every parameter that a trial has had is modelled, on its scale and its grid. Which parameters belong to
///   which choice is learned from the trials.
/// - Running trials count as average ones, so that parallel proposals spread out.
/// - Failed trials count as worse than all others, pruned ones with their last report.
/// - Trials that violate constraints count as worse than all others, in the order of their violation.
/// - Several objectives become one with random weights, which differ from trial to trial.
/// - No point is repeated while there are others.
/// - Beyond 1,000 trials, the model takes the best 500 and the newest 500 others.
///
/// It is the method of SMAC and of scikit-optimize's `forest_minimize` and `gbrt_minimize`.
///
/// - Note: F. Hutter, H. Hoos and K. Leyton-Brown, "Sequential Model-Based Optimization for General Algorithm
///   Configuration", LION 2011, doi:10.1007/978-3-642-25566-3_40, sections 3 and 4; M. Lindauer et al., "SMAC3:
///   A Versatile Bayesian Optimization Package for Hyperparameter Optimization", JMLR 23, 2022, arXiv
///   2109.09831.
public struct ForestSampler: Sampler {
  /// How trees are grown and combined.
  public enum Kind: Sendable, Hashable, CaseIterable {
    /// Trees on all trials with random splits, the default: "ET" of scikit-optimize.
    case extraTrees
    /// Trees on bootstrap samples of the trials, as in SMAC: "RF" of scikit-optimize.
    case randomForest
    /// Small trees, each of which corrects those before it, on several bootstrap samples.
    ///
    /// "GBRT" of scikit-optimize has boosted quantiles instead.
    case gradientBoosting
  }

  /// The settings of the sampler.
  public struct Configuration: Sendable, Hashable {
    /// How trees are grown and combined.
    public var kind = Kind.extraTrees

    /// The number of quasi-random trials before the model is used, positive.
    public var startupTrials = 10

    /// The fraction of later trials that are random, in 0...1.
    public var randomFraction = 0.1

    /// The number of trees of a forest, positive; boosting has 8 models of 15 trees.
    public var treeCount = 20

    /// The smallest number of trials in a leaf, positive.
    public var minimumLeafSize = 1

    /// The transformation of values.
    ///
    /// Without one, trees predict large differences where values are bad, and the best region is hardly
    /// searched.
    var warp = OutputWarp.power

    /// How many points the search for a proposal evaluates.
    ///
    /// They are fewer than for a Gaussian process, and without local searches by gradients or along
    /// coordinates: trees are constant in boxes, so that many points have the same value.
    var effort = AcquisitionSearch.Effort(
      spreadCount: 200, perturbationCount: 4, mutatedCount: 4, mutationCount: 10, polishedCount: 0)

    /// Creates the default settings.
    public init() {}
  }

  /// The settings.
  public let configuration: Configuration

  private let startup = QMCSampler()
  private let batches = BatchPoints()

  /// The parameters that trials have had.
  private let parameters = HistoryFold(SeenParameters(), includingFailed: true) { seen, trial in
    seen.add(trial)
  }

  /// Creates the sampler.
  ///
  /// - Precondition: The counts are positive, and the fraction of random trials is in 0...1.
  public init(_ configuration: Configuration = Configuration()) {
    precondition(
      configuration.startupTrials > 0,
      "startupTrials must be positive, not \(configuration.startupTrials)")
    precondition(
      configuration.treeCount > 0, "treeCount must be positive, not \(configuration.treeCount)")
    precondition(
      configuration.minimumLeafSize > 0,
      "minimumLeafSize must be positive, not \(configuration.minimumLeafSize)")
    precondition(
      (0...1).contains(configuration.randomFraction),
      "randomFraction must be in 0...1, not \(configuration.randomFraction)")
    self.configuration = configuration
  }

  /// The name, and the settings that differ from the defaults.
  public var summary: String {
    SettingsSummary.text(Self.self, settings: configuration, defaults: Configuration())
  }

  /// Draws all parameters of the branch with the best expected improvement, or at random; none until the
  /// start-up trials have finished.
  ///
  /// - Complexity: O(*t* · *n* · *d* · *h* + *t* · *s* · *h*) for *t* trees of height *h*, *n* trials, *d*
  ///   parameters and *s* points that the search evaluates.
  public func plan(
    in context: SamplingContext, using random: inout RandomStream
  ) throws(SamplingError) -> TrialPlan {
    guard hasStarted(context.history) else { return try startup.plan(in: context, using: &random) }
    var random = random
    guard let model = model(in: context, using: &random) else { return TrialPlan() }
    return model.space.plan(at: proposal(context, model, &random))
  }

  /// Samples a parameter that the plan lacks: with the best expected improvement given the trial's other
  /// values, if the parameter is known; from a quasi-random sequence before the model starts; otherwise at
  /// random.
  public func sample(
    _ request: ParameterRequest, in context: SamplingContext, using random: inout RandomStream
  ) throws(SamplingError) -> ParameterValue {
    guard hasStarted(context.history) else {
      // The sequence has a largest number of parameters; further ones are random.
      let value =
        request.prior == nil ? try? startup.sample(request, in: context, using: &random) : nil
      return value ?? request.distribution.randomValue(prior: request.prior, using: &random)
    }
    guard let model = model(in: context, using: &random),
      let index = model.space.axes.firstIndex(where: {
        $0.name.text.isIdentical(to: request.name)
      })
    else { return request.distribution.randomValue(prior: request.prior, using: &random) }
    let own = ModelSpace.point(of: context.trial.parameters, on: model.space.axes)
    let point = best(
      model, given: model.space.known(context.trial),
      keeping: Set(own.indices.filter { own[$0] != nil } + [index]),
      pending: model.space.pending(context.running), &random)
    return model.space.value(of: index, at: point, in: request.distribution)
      ?? request.distribution.randomValue(prior: request.prior, using: &random)
  }

  /// Whether the start-up trials have finished, so that the model is used.
  private func hasStarted(_ history: TrialHistory) -> Bool {
    history.count(of: .complete) + history.count(of: .pruned) >= configuration.startupTrials
  }

  // MARK: Proposals

  /// The model of the finished trials; nil if no parameter varies or no trial has a value.
  private func model(
    in context: SamplingContext, using random: inout RandomStream
  ) -> ForestModel? {
    ForestModel(
      context.history, on: parameters.state(at: context.history).axes(context.hints(of:)),
      configuration, using: &random)
  }

  /// The point to propose for the current trial.
  private func proposal(
    _ context: SamplingContext, _ model: ForestModel, _ random: inout RandomStream
  ) -> [Double] {
    let space = model.space
    var pending = space.pending(
      context.running.filter { $0.number < context.batchStart ?? .max })
    if let start = context.batchStart {
      let key = BatchPoints.Key(context, start: start, axes: space.axes, pending: pending)
      let others = pending
      pending += batches.points(key, before: context.trialNumber) { number, earlier in
        var random = context.stream(ofTrial: number, parameter: nil)
        return self.model(in: context, using: &random).map {
          best(
            $0, given: space.known(context.history[number].enqueuedValues),
            pending: others + earlier, &random)
        }
      }
    }
    return best(model, given: space.known(context.trial), pending: pending, &random)
  }

  /// The best point that is not observed yet, or a random one in a fraction of the calls.
  ///
  /// - Parameters:
  ///   - given: The coordinates of parameters that are already set, by index.
  ///   - kept: The indices of parameters that the trial has in any case.
  ///   - pending: The points of running trials.
  private func best(
    _ model: ForestModel, given: [Int: Double], keeping kept: Set<Int> = [],
    pending: [[Double]], _ random: inout RandomStream
  ) -> [Double] {
    let search = ProposalSearch(
      model.space, axes: model.space.searchAxes, given: given, keeping: kept,
      taken: model.points + pending)
    // SMAC's "random interleaving" (Hutter et al. 2011, section 4.3), without which the search could
    // miss regions where all trees agree.
    if random.uniform() >= configuration.randomFraction {
      let acquisition = model.acquisition(pending: pending, seed: random.next())
      let points = search.maxima(
        of: acquisition, near: model.best(Self.seedCount), effort: configuration.effort,
        using: &random)
      if let point = points.first(where: search.isFree) { return point }
    }
    // In small spaces, most points are taken.
    for _ in 0..<Self.randomCount {
      let point = search.randomPoint(using: &random)
      if search.isFree(point) { return point }
    }
    return search.randomPoint(using: &random)
  }

  /// The largest number of random points that are drawn until one is not taken.
  private static let randomCount = 100

  /// The number of good trials near which the search starts, as in SMAC.
  private static let seedCount = 10
}

extension Sampler where Self == ForestSampler {
  /// Bayesian optimization with a forest, for spaces with many choices and branches.
  ///
  /// - Parameters:
  ///   - kind: How trees are grown and combined.
  ///   - startupTrials: The number of quasi-random trials before the model is used.
  ///   - randomFraction: The fraction of later trials that are random.
  /// - Precondition: As for ``ForestSampler/init(_:)``.
  public static func forest(
    _ kind: ForestSampler.Kind = .extraTrees, startupTrials: Int = 10,
    randomFraction: Double = 0.1
  ) -> ForestSampler {
    var configuration = ForestSampler.Configuration()
    configuration.kind = kind
    configuration.startupTrials = startupTrials
    configuration.randomFraction = randomFraction
    return ForestSampler(configuration)
  }
}
