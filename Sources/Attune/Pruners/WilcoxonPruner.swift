/// Prunes a trial that is significantly worse than the best one on the instances that both have
/// evaluated.
///
/// It is for objectives that are a mean over instances, such as the folds of a cross-validation.
/// The objective reports its value on each instance, with the number of the instance as the step.
/// Wilcoxon's signed-rank test is applied to the differences from the best trial at the common
/// steps; it only assumes that these are distributed symmetrically. A trial is not pruned if its
/// mean so far is at least as good as the best trial's, or if either trial has reported NaN or an
/// infinity.
///
/// ```swift
/// let study = try Study(pruner: .wilcoxon())
/// try study.optimize(trials: 50) { trial in
///   let rate = try trial.suggest("rate", in: 1e-4...1.0, scale: .log)
///   var sum = 0.0
///   for (number, instance) in instances.enumerated() {
///     let value = solve(instance, rate)
///     sum += value
///     try trial.report(value, step: number)
///     try trial.checkPruning()
///   }
///   return sum / Double(instances.count)
/// }
/// ```
///
/// The test needs several instances. With *n* of them, no p-value is below 2⁻ⁿ, so with a threshold
/// of 0.1 no trial is pruned before the fourth. With five folds, it saves at most one of them.
///
/// - Note: F. Wilcoxon, "Individual Comparisons by Ranking Methods", Biometrics Bulletin 1(6),
///   1945, doi:10.2307/3001968. The rule, its safeguards and the defaults are those of Optuna 5.0.
public struct WilcoxonPruner: Pruner {
  /// The settings of the pruner.
  public struct Configuration: Sendable, Hashable {
    /// The p-value below which a trial is pruned, in 0...1; 0.1 as in Optuna.
    ///
    /// With a smaller threshold, fewer trials are pruned.
    public var threshold = 0.1

    /// The minimum number of instances that both trials have evaluated; 2 as in Optuna.
    ///
    /// Smaller values count as 2.
    public var startupSteps = 2

    /// Creates the default settings, which are Optuna's.
    public init() {}
  }

  /// The settings.
  public let configuration: Configuration

  /// Creates the pruner.
  ///
  /// - Precondition: The threshold is in 0...1, and the number of startup steps is not negative.
  public init(_ configuration: Configuration = Configuration()) {
    precondition(
      (0...1).contains(configuration.threshold) && configuration.startupSteps >= 0,
      "threshold must be in 0...1 and startupSteps not negative, but they are \(configuration)")
    self.configuration = configuration
  }

  /// The name, and the settings that differ from the defaults.
  public var summary: String {
    SettingsSummary.text(Self.self, settings: configuration, defaults: Configuration())
  }

  /// Reports on instances: one report for each.
  public var reportKind: ReportKind { .instances }

  /// Prunes the trial if it is significantly worse than the best one.
  ///
  /// - Complexity: O(*m* log *m*) for *m* reports, O(*m*³) up to 50 of them.
  public func decision(about trial: TrialSnapshot, in context: PruningContext) -> PruningDecision {
    guard let last = trial.lastIntermediateValue, let best = context.history.bestTrial else {
      return .proceed
    }
    let own = trial.intermediateValues
    let others = best.intermediateValues
    guard !others.isEmpty, (own + others).allSatisfy({ $0.value.isFinite }) else {
      return .proceed
    }
    let pairs = own.compactMap { report in
      best.intermediateValue(at: report.step).map { (report.value, $0) }
    }
    // The paired differences of the test.
    var differences = pairs.map { $0.0 - $0.1 }
    if !differences.allSatisfy(\.isFinite) {
      // Halving avoids the overflow and keeps the ranks.
      differences = pairs.map { $0.0 / 2 - $0.1 / 2 }
    }
    guard differences.count >= max(2, configuration.startupSteps) else { return .proceed }
    let direction = context.direction
    guard direction.isBetter(Self.mean(others), than: Self.mean(own)) else { return .proceed }
    // One-sided: the alternative is that the losses of this trial are higher.
    let losses = differences.map(direction.loss)
    let probability = SignedRankTest.upperProbability(losses)
    guard probability < configuration.threshold else { return .proceed }
    return .prune(
      PruningReason(
        rule: "wilcoxon", step: last.step, value: probability, threshold: configuration.threshold))
  }

  private static func mean(_ reports: [IntermediateValue]) -> Double {
    let sum = reports.reduce(0) { $0 + $1.value }
    if sum.isFinite { return sum / Double(reports.count) }
    // The sum of finite reports may overflow.
    return reports.reduce(0) { $0 + $1.value / Double(reports.count) }
  }
}

extension Pruner where Self == WilcoxonPruner {
  /// The signed-rank rule, for objectives that are a mean over instances.
  ///
  /// - Parameters:
  ///   - threshold: The probability below which a trial is pruned, in 0...1.
  ///   - startupSteps: The number of instances that both trials must have reported.
  /// - Precondition: As for ``WilcoxonPruner/init(_:)``.
  public static func wilcoxon(threshold: Double = 0.1, startupSteps: Int = 2) -> WilcoxonPruner {
    var configuration = WilcoxonPruner.Configuration()
    configuration.threshold = threshold
    configuration.startupSteps = startupSteps
    return WilcoxonPruner(configuration)
  }

  /// The signed-rank rule with a configuration.
  public static func wilcoxon(_ configuration: WilcoxonPruner.Configuration) -> WilcoxonPruner {
    WilcoxonPruner(configuration)
  }
}
