/// Prunes a trial whose best report so far is worse than the median of the complete trials' reports
/// at the same step.
///
/// It is the ``PercentilePruner`` with the percentile 50.
///
/// - Note: D. Golovin et al., "Google Vizier: A Service for Black-Box Optimization", KDD 2017,
///   doi:10.1145/3097983.3098043, section "Median Stopping Rule". There, the median is that of
///   running averages up to the step; here, as in Optuna, that of the reports at the step.
public struct MedianPruner: Pruner {
  /// The settings of the pruner.
  public typealias Configuration = PercentilePruner.Configuration

  private let pruner: PercentilePruner

  /// Creates the pruner.
  ///
  /// - Precondition: No count is negative; the interval and the minimum number of trials are
  ///   positive.
  public init(_ configuration: Configuration = Configuration()) {
    pruner = PercentilePruner(50, configuration)
  }

  /// The settings.
  public var configuration: Configuration { pruner.configuration }

  /// The name, and the settings that differ from the defaults.
  public var summary: String {
    SettingsSummary.text(Self.self, settings: configuration, defaults: Configuration())
  }

  /// Prunes the trial if its best report is worse than the median at its last step.
  ///
  /// - Complexity: O(*n* log *n*) for *n* complete trials.
  public func decision(about trial: TrialSnapshot, in context: PruningContext) -> PruningDecision {
    pruner.decision(about: trial, in: context, rule: "median")
  }
}

extension Pruner where Self == MedianPruner {
  /// The median stopping rule, the default pruner.
  ///
  /// - Parameters:
  ///   - startupTrials: The number of complete trials before any is pruned.
  ///   - warmupSteps: The first step at which a trial may be pruned.
  ///   - interval: The number of steps between decisions.
  ///   - minimumTrials: The number of complete trials that must have reported at a step.
  /// - Precondition: As for ``MedianPruner/init(_:)``.
  public static func median(
    startupTrials: Int = 5, warmupSteps: Int = 0, interval: Int = 1, minimumTrials: Int = 1
  ) -> MedianPruner {
    MedianPruner(
      MedianPruner.Configuration(startupTrials, warmupSteps, interval, minimumTrials))
  }

  /// The median stopping rule with a configuration.
  public static func median(_ configuration: MedianPruner.Configuration) -> MedianPruner {
    MedianPruner(configuration)
  }
}
