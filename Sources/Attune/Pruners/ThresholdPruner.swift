/// Prunes a trial whose last report is outside fixed bounds, or is NaN.
///
/// It is for metrics with a known range, and for trainings that diverge. It does not compare trials.
///
/// - Note: The rule is that of Optuna 5.0.
public struct ThresholdPruner: Pruner {
  /// The settings of the pruner.
  public struct Configuration: Sendable, Hashable {
    /// The smallest value that is not pruned; −∞ as in Optuna.
    public var lower = -Double.infinity

    /// The largest value that is not pruned; ∞ as in Optuna.
    public var upper = Double.infinity

    /// The first step at which a trial may be pruned; 0 as in Optuna.
    public var warmupSteps = 0

    /// The number of steps between checks, starting at `warmupSteps`; 1 as in Optuna.
    public var interval = 1

    /// Creates the default settings, with which only NaN is pruned.
    public init() {}
  }

  /// The settings.
  public let configuration: Configuration

  /// Creates the pruner.
  ///
  /// - Precondition: The lower bound is at most the upper one, and neither is NaN. The warm-up is not
  ///   negative, and the interval is positive.
  public init(_ configuration: Configuration = Configuration()) {
    precondition(
      configuration.lower <= configuration.upper && configuration.warmupSteps >= 0
        && configuration.interval >= 1,
      "lower must be at most upper, warmupSteps not negative and interval positive, but they are "
        + "\(configuration)")
    self.configuration = configuration
  }

  /// The name, and the settings that differ from the defaults.
  public var summary: String {
    SettingsSummary.text(Self.self, settings: configuration, defaults: Configuration())
  }

  /// Prunes the trial if its last report is out of bounds.
  ///
  /// - Complexity: O(1).
  public func decision(about trial: TrialSnapshot, in context: PruningContext) -> PruningDecision {
    let schedule = CheckSchedule(
      warmupSteps: configuration.warmupSteps, interval: configuration.interval)
    guard let last = trial.lastIntermediateValue, schedule.isDue(trial) else { return .proceed }
    let bound: Double?
    switch last.value {
    case let value where value.isNaN: bound = nil
    case ..<configuration.lower: bound = configuration.lower
    case let value where value > configuration.upper: bound = configuration.upper
    default: return .proceed
    }
    return .prune(
      PruningReason(rule: "threshold", step: last.step, value: last.value, threshold: bound))
  }
}

extension Pruner where Self == ThresholdPruner {
  /// The rule of fixed bounds.
  ///
  /// - Parameters:
  ///   - lower: The smallest value that is not pruned.
  ///   - upper: The largest value that is not pruned.
  ///   - warmupSteps: The first step at which a trial may be pruned.
  ///   - interval: The number of steps between decisions.
  /// - Precondition: As for ``ThresholdPruner/init(_:)``.
  public static func threshold(
    lower: Double = -.infinity, upper: Double = .infinity, warmupSteps: Int = 0, interval: Int = 1
  ) -> ThresholdPruner {
    var configuration = ThresholdPruner.Configuration()
    configuration.lower = lower
    configuration.upper = upper
    configuration.warmupSteps = warmupSteps
    configuration.interval = interval
    return ThresholdPruner(configuration)
  }

  /// The rule of fixed bounds with a configuration.
  public static func threshold(_ configuration: ThresholdPruner.Configuration) -> ThresholdPruner {
    ThresholdPruner(configuration)
  }
}
