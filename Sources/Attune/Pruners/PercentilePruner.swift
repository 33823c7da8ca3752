/// Gives up a trial whose best report so far is worse than a percentile of the complete trials'
/// reports at the same step.
///
/// The rules for intervals and NaN are Optuna's. Where infinities are among the reports, the percentile
/// is the one of the ordered values; Optuna takes NumPy's, which is NaN next to an infinity, and lets
/// the trial go on. Only between −∞ and ∞ there is no percentile here either.
public struct PercentilePruner: Pruner {
  /// The settings of the pruner.
  public struct Configuration: Sendable, Hashable {
    /// How many trials must be complete before any is given up; 5 as in Optuna.
    public var startupTrialCount = 5

    /// The first step at which a trial may be given up; 0 as in Optuna.
    public var warmupStep = 0

    /// The distance of the steps at which trials are judged, from the first on; 1 as in Optuna.
    public var interval = 1

    /// How many complete trials must have reported at a step for it to be judged; 1 as in Optuna.
    public var minimumTrialCount = 1

    /// Creates Optuna's settings.
    public init() {}
  }

  /// The settings.
  public let configuration: Configuration

  /// The share of trials, in percent, whose company suffices to go on: 50 is the median, 25 stricter.
  public let percentile: Double

  /// Creates the pruner.
  ///
  /// - Precondition: The percentile lies in 0...100. No count is negative; the interval and the least
  ///   number of trials are positive.
  public init(_ percentile: Double, _ configuration: Configuration = Configuration()) {
    precondition(
      (0...100).contains(percentile), "there is no percentile \(percentile) outside 0...100")
    precondition(
      configuration.startupTrialCount >= 0 && configuration.warmupStep >= 0
        && configuration.interval >= 1 && configuration.minimumTrialCount >= 1,
      "these settings of a pruner make no sense: \(configuration)")
    self.configuration = configuration
    self.percentile = percentile
  }

  /// The name, the percentile, and the settings that differ from the defaults.
  public var summary: String {
    SettingsSummary.text(
      Self.self, argument: "\(percentile)", settings: configuration, defaults: Configuration())
  }

  /// Whether the trial's best report is worse than the percentile at its last step.
  ///
  /// - Complexity: O(*n* log *n*) for *n* complete trials.
  public func shouldPrune(_ trial: TrialSnapshot, in context: PruningContext) -> Bool {
    guard let last = trial.lastIntermediateValue,
      context.history.count(of: .complete) >= max(1, configuration.startupTrialCount),
      last.step >= configuration.warmupStep, isDue(trial, at: last.step)
    else { return false }
    let direction = context.direction
    let own = trial.intermediateValues.map(\.value).filter { !$0.isNaN }
    guard let best = direction == .minimize ? own.min() : own.max() else { return true }
    let others = context.history.lazy.filter { $0.state == .complete }
      .compactMap { $0.intermediateValue(at: last.step) }
    let values = Array(others)
    guard values.count >= configuration.minimumTrialCount else { return false }
    let quantile = Self.percentile(
      direction == .minimize ? percentile : 100 - percentile,
      of: values.filter { !$0.isNaN }.sorted())
    return !quantile.isNaN && direction.isBetter(quantile, than: best)
  }

  /// Whether the step is the first one reported at or past a point of judgement.
  private func isDue(_ trial: TrialSnapshot, at step: Int) -> Bool {
    let past = step - configuration.warmupStep
    let point = past / configuration.interval * configuration.interval + configuration.warmupStep
    let before = trial.intermediateValues.dropLast().last?.step ?? -1
    return before < point
  }

  /// The percentile of sorted values, interpolated linearly as NumPy does; NaN when there are none, and
  /// between −∞ and ∞.
  static func percentile(_ percent: Double, of sorted: [Double]) -> Double {
    guard !sorted.isEmpty else { return .nan }
    let position = percent / 100 * Double(sorted.count - 1)
    let index = Int(position)
    let share = position - Double(index)
    let (a, b) = (sorted[index], sorted[min(index + 1, sorted.count - 1)])
    // Infinity minus infinity, and zero times infinity, are NaN.
    if share == 0 || a == b { return a }
    // Finite numbers may be further apart than the largest one.
    guard (b - a).isFinite else { return a * (1 - share) + b * share }
    return share < 0.5 ? a + (b - a) * share : b - (b - a) * (1 - share)
  }
}

extension Pruner where Self == PercentilePruner {
  /// The percentile rule: 25 keeps trials that are among the best quarter at each step.
  public static func percentile(
    _ percentile: Double,
    _ configuration: PercentilePruner.Configuration = PercentilePruner.Configuration()
  ) -> PercentilePruner {
    PercentilePruner(percentile, configuration)
  }
}
