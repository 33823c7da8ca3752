/// Prunes a trial whose best report so far is worse than a percentile of the complete trials'
/// reports at the same step.
///
/// The rules for intervals and NaN are Optuna's. Infinite reports are handled differently. Optuna
/// uses NumPy's percentile, which is NaN next to an infinity, and does not prune then. Here the
/// percentile is that of the ordered values; it is undefined only between −∞ and ∞.
public struct PercentilePruner: Pruner {
  /// The settings of the pruner.
  public struct Configuration: Sendable, Hashable {
    /// The number of complete trials before any trial is pruned; 5 as in Optuna.
    public var startupTrials = 5

    /// The first step at which a trial may be pruned; 0 as in Optuna.
    public var warmupSteps = 0

    /// The number of steps between checks, starting at `warmupSteps`; 1 as in Optuna.
    public var interval = 1

    /// The minimum number of complete trials with a report at a step for a check there; 1 as in
    /// Optuna.
    public var minimumTrials = 1

    /// Creates the default settings, which are Optuna's.
    public init() {}

    /// Creates settings from the arguments of `.percentile` and `.median`.
    init(_ startupTrials: Int, _ warmupSteps: Int, _ interval: Int, _ minimumTrials: Int) {
      self.startupTrials = startupTrials
      self.warmupSteps = warmupSteps
      self.interval = interval
      self.minimumTrials = minimumTrials
    }
  }

  /// The settings.
  public let configuration: Configuration

  /// The percentile that a trial's best report must not be worse than, counted from the best value.
  ///
  /// 50 is the median. A lower percentile prunes more trials.
  public let percentile: Double

  /// Creates the pruner.
  ///
  /// - Precondition: The percentile is in 0...100. No count is negative; the interval and the
  ///   minimum number of trials are positive.
  public init(_ percentile: Double, _ configuration: Configuration = Configuration()) {
    precondition(
      (0...100).contains(percentile), "the percentile must be in 0...100, not \(percentile)")
    precondition(
      configuration.startupTrials >= 0 && configuration.warmupSteps >= 0
        && configuration.interval >= 1 && configuration.minimumTrials >= 1,
      "the counts of a pruner must not be negative, and interval and minimumTrials must be "
        + "positive, but they are \(configuration)")
    self.configuration = configuration
    self.percentile = percentile
  }

  /// The name, the percentile, and the settings that differ from the defaults.
  public var summary: String {
    SettingsSummary.text(
      Self.self, argument: "\(percentile)", settings: configuration, defaults: Configuration())
  }

  /// Prunes the trial if its best report is worse than the percentile at its last step.
  ///
  /// - Complexity: O(*n* log *n*) for *n* complete trials.
  public func decision(about trial: TrialSnapshot, in context: PruningContext) -> PruningDecision {
    decision(about: trial, in: context, rule: "percentile \(percentile.shortText)")
  }

  /// Applies the rule, and names it in the reason.
  func decision(
    about trial: TrialSnapshot, in context: PruningContext, rule: String
  ) -> PruningDecision {
    let schedule = CheckSchedule(
      warmupSteps: configuration.warmupSteps, interval: configuration.interval)
    guard let last = trial.lastIntermediateValue,
      context.history.count(of: .complete) >= max(1, configuration.startupTrials),
      schedule.isDue(trial)
    else { return .proceed }
    let direction = context.direction
    // A trial whose reports are all NaN is pruned.
    let own = trial.intermediateValues.map(\.value).filter { !$0.isNaN }
    guard let best = direction == .minimize ? own.min() : own.max() else {
      return .prune(PruningReason(rule: rule, step: last.step, value: last.value))
    }
    let others = context.history.lazy.filter { $0.state == .complete }
      .compactMap { $0.intermediateValue(at: last.step) }
    let values = Array(others)
    guard values.count >= configuration.minimumTrials else { return .proceed }
    // The percentile counts from the best value, so it is mirrored when values are maximized.
    let quantile = Self.percentile(
      direction == .minimize ? percentile : 100 - percentile,
      of: values.filter { !$0.isNaN }.sorted())
    guard !quantile.isNaN, direction.isBetter(quantile, than: best) else { return .proceed }
    return .prune(PruningReason(rule: rule, step: last.step, value: best, threshold: quantile))
  }

  /// The percentile of sorted values v₀ … vₙ₋₁ with linear interpolation, as NumPy's default.
  ///
  /// With h = p / 100 · (n − 1), a = v_⌊h⌋, b = v_⌊h⌋₊₁ and t = h − ⌊h⌋, it is a + (b − a) t. It is
  /// definition 7 of R. Hyndman and Y. Fan, "Sample Quantiles in Statistical Packages", The
  /// American Statistician 50(4), 1996.
  ///
  /// - Returns: NaN if there are no values, or if a is −∞ and b is ∞.
  static func percentile(_ percent: Double, of sorted: [Double]) -> Double {
    guard !sorted.isEmpty else { return .nan }
    let position = percent / 100 * Double(sorted.count - 1)  // h
    let index = Int(position)  // ⌊h⌋
    let t = position - Double(index)
    let (a, b) = (sorted[index], sorted[min(index + 1, sorted.count - 1)])
    // Avoids ∞ − ∞ and 0 · ∞, which are NaN.
    if t == 0 || a == b { return a }
    // The difference of finite values may overflow.
    guard (b - a).isFinite else { return a * (1 - t) + b * t }
    // NumPy interpolates from the nearer value.
    return t < 0.5 ? a + (b - a) * t : b - (b - a) * (1 - t)
  }
}

extension Pruner where Self == PercentilePruner {
  /// The percentile rule; 25 keeps only trials whose best report is among the best quarter at each
  /// step.
  ///
  /// - Parameters:
  ///   - percentile: The percentile, in 0...100.
  ///   - startupTrials: The number of complete trials before any is pruned.
  ///   - warmupSteps: The first step at which a trial may be pruned.
  ///   - interval: The number of steps between decisions.
  ///   - minimumTrials: The number of complete trials that must have reported at a step.
  /// - Precondition: As for ``PercentilePruner/init(_:_:)``.
  public static func percentile(
    _ percentile: Double, startupTrials: Int = 5, warmupSteps: Int = 0, interval: Int = 1,
    minimumTrials: Int = 1
  ) -> PercentilePruner {
    PercentilePruner(
      percentile,
      PercentilePruner.Configuration(startupTrials, warmupSteps, interval, minimumTrials))
  }

  /// The percentile rule with a configuration.
  public static func percentile(
    _ percentile: Double, _ configuration: PercentilePruner.Configuration
  ) -> PercentilePruner {
    PercentilePruner(percentile, configuration)
  }
}
