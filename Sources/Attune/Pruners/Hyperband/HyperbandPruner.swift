/// Successive halving with several early-stopping rates, one for each bracket of trials.
///
/// Successive halving with a small first rung prunes many trials early, which is wrong where learning curves
/// cross. Hyperband divides the trials into brackets, of which each leaves out one more rung at the beginning
/// than the one before. Trials compete, and their sampler learns, within their bracket.
///
/// ```swift
/// let study = try Study("digits", pruner: .hyperband(maximumResource: 81))
/// ```
///
/// The bracket of a trial follows from the name of the study and the number of the trial, by the same hash as
/// in Optuna, so that workers of Python agree on it.
///
/// - Note: L. Li et al., "Hyperband: A Novel Bandit-Based Approach to Hyperparameter Optimization", JMLR
///   18(185), 2018, arXiv:1603.06560, Algorithm 1. Brackets do not come one after the other as there, since
///   trials may be started at any time; each gets the same fraction of trials as in the paper on average. The
///   rule and the defaults are those of Optuna 5.0.
public struct HyperbandPruner: Pruner {
  /// The settings of the pruner.
  public struct Configuration: Sendable, Hashable {
    /// The step of the first rung of the first bracket, r; 1 as in Optuna.
    public var minimumResource = 1

    /// The largest number of steps of a trial, R; nil, as in Optuna, for that of the first trial that is
    /// complete.
    ///
    /// Without it no trial is pruned before one is complete.
    public var maximumResource: Int?

    /// The factor between the steps of rungs, and the reciprocal of the fraction that passes, η; 3 as in
    /// Optuna.
    public var reductionFactor = 3

    /// The number of trials that are pruned at a rung before one may pass it; 0 as in Optuna.
    public var bootstrapCount = 0

    /// Creates the default settings, which are Optuna's.
    public init() {}
  }

  /// The settings.
  public let configuration: Configuration

  /// Creates the pruner.
  ///
  /// - Precondition: The resources are positive, the reduction factor is at least 2, and the bootstrap count
  ///   is not negative. With a bootstrap count, there is a maximum resource.
  public init(_ configuration: Configuration = Configuration()) {
    precondition(
      configuration.minimumResource >= 1 && configuration.maximumResource ?? 1 >= 1
        && configuration.reductionFactor >= 2 && configuration.bootstrapCount >= 0,
      "minimumResource and maximumResource must be at least 1, reductionFactor at least 2, and "
        + "bootstrapCount not negative, but they are \(configuration)")
    precondition(
      configuration.bootstrapCount == 0 || configuration.maximumResource != nil,
      "bootstrapCount needs a maximumResource")
    self.configuration = configuration
  }

  /// The name, and the settings that differ from the defaults.
  public var summary: String {
    SettingsSummary.text(Self.self, settings: configuration, defaults: Configuration())
  }

  /// The bracket of a trial; nil as long as the brackets are not known.
  ///
  /// - Complexity: O(log *R*) for the maximum resource *R*.
  public func cohort(of trialNumber: Int, in context: PruningContext) -> Int? {
    brackets(in: context)?.bracket(ofTrial: trialNumber)
  }

  /// Prunes the trial if it does not pass a rung of its bracket.
  ///
  /// - Complexity: O(*n* log *n*) for *n* trials at a rung; elsewhere that of ``cohort(of:in:)``.
  public func decision(about trial: TrialSnapshot, in context: PruningContext) -> PruningDecision {
    guard let brackets = brackets(in: context),
      let bracket = brackets.bracket(ofTrial: trial.number)
    else { return .proceed }
    var rungs = SuccessiveHalvingPruner.Configuration()
    rungs.reductionFactor = configuration.reductionFactor
    rungs.minimumEarlyStoppingRate = bracket
    rungs.bootstrapCount = configuration.bootstrapCount
    return RungLadder(rungs, minimumResource: configuration.minimumResource)
      .decision(about: trial, in: context, rule: "hyperband, bracket \(bracket)") {
        brackets.bracket(ofTrial: $0) == bracket
      }
  }

  private func brackets(in context: PruningContext) -> HyperbandBrackets? {
    // Steps count from 0. A file may have any step.
    let maximum =
      configuration.maximumResource
      ?? context.history.firstFinalStep.map { min($0, .max - 1) + 1 }
    return maximum.map {
      HyperbandBrackets(
        studyName: context.studyName, minimumResource: configuration.minimumResource,
        maximumResource: $0, reductionFactor: configuration.reductionFactor)
    }
  }
}

extension Pruner where Self == HyperbandPruner {
  /// Hyperband.
  ///
  /// - Parameters:
  ///   - minimumResource: The step of the first rung of the first bracket.
  ///   - maximumResource: The largest number of steps of a trial; nil for that of the first trial that is
  ///     complete.
  ///   - reductionFactor: The factor between the steps of rungs; its reciprocal is the fraction that passes.
  ///   - bootstrapCount: The number of trials that are pruned at a rung before one may pass it.
  /// - Precondition: As for ``HyperbandPruner/init(_:)``.
  public static func hyperband(
    minimumResource: Int = 1, maximumResource: Int? = nil, reductionFactor: Int = 3,
    bootstrapCount: Int = 0
  ) -> HyperbandPruner {
    var configuration = HyperbandPruner.Configuration()
    configuration.minimumResource = minimumResource
    configuration.maximumResource = maximumResource
    configuration.reductionFactor = reductionFactor
    configuration.bootstrapCount = bootstrapCount
    return HyperbandPruner(configuration)
  }

  /// Hyperband with a configuration.
  public static func hyperband(_ configuration: HyperbandPruner.Configuration) -> HyperbandPruner {
    HyperbandPruner(configuration)
  }
}
