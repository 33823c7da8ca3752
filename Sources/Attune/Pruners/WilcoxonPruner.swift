/// Gives up a trial that is significantly worse than the best one on the instances that both have seen.
///
/// For objectives that are a mean over instances, as the folds of a cross-validation: the objective
/// reports its value on each instance, with the instance's number as the step. The differences from the
/// best trial at the common steps are judged by Wilcoxon's signed-rank test, which asks no more of them
/// than that they scatter symmetrically. A trial whose mean so far is at least as good as the best
/// trial's is never given up, nor is one when either has reported NaN or an infinity.
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
/// Few instances prove little: with *n* of them no probability is below 2⁻ⁿ, so that at a threshold
/// of 0.1 nothing is given up before the fourth. With five folds it saves one of them at the most.
///
/// - Note: The rule, its safeguards and the defaults are those of Optuna 5.0.
public struct WilcoxonPruner: Pruner {
  /// The settings of the pruner.
  public struct Configuration: Sendable, Hashable {
    /// Below which probability of such differences by chance a trial is given up; 0.1 as in Optuna.
    ///
    /// In 0...1; the smaller, the more cautious.
    public var threshold = 0.1

    /// How many instances both trials must have seen; 2 as in Optuna, and never less.
    public var startupStepCount = 2

    /// Creates Optuna's settings.
    public init() {}
  }

  /// The settings.
  public let configuration: Configuration

  /// Creates the pruner.
  ///
  /// - Precondition: The threshold lies in 0...1; the number of steps is not negative.
  public init(_ configuration: Configuration = Configuration()) {
    precondition(
      (0...1).contains(configuration.threshold) && configuration.startupStepCount >= 0,
      "these settings of a pruner make no sense: \(configuration)")
    self.configuration = configuration
  }

  /// The name, and the settings that differ from the defaults.
  public var summary: String {
    SettingsSummary.text(Self.self, settings: configuration, defaults: Configuration())
  }

  /// Each report is the value on an instance of its own.
  public var reportKind: ReportKind { .instances }

  /// Whether the trial is worse than the best one beyond what chance explains.
  ///
  /// - Complexity: O(*m* log *m*) for *m* reports, O(*m*³) up to 50 of them.
  public func shouldPrune(_ trial: TrialSnapshot, in context: PruningContext) -> Bool {
    guard let best = context.history.bestTrial else { return false }
    let own = trial.intermediateValues
    let others = best.intermediateValues
    guard !others.isEmpty, (own + others).allSatisfy({ $0.value.isFinite }) else { return false }
    let pairs = own.compactMap { report in
      best.intermediateValue(at: report.step).map { (report.value, $0) }
    }
    var differences = pairs.map { $0.0 - $0.1 }
    if !differences.allSatisfy(\.isFinite) {
      // Halves keep the ranks of numbers that are further apart than the largest one.
      differences = pairs.map { $0.0 / 2 - $0.1 / 2 }
    }
    guard differences.count >= max(2, configuration.startupStepCount) else { return false }
    let direction = context.direction
    guard direction.isBetter(Self.mean(others), than: Self.mean(own)) else { return false }
    let losses = differences.map(direction.loss)
    return SignedRankTest.upperProbability(losses) < configuration.threshold
  }

  private static func mean(_ reports: [IntermediateValue]) -> Double {
    let sum = reports.reduce(0) { $0 + $1.value }
    if sum.isFinite { return sum / Double(reports.count) }
    // The sum of finite reports may be infinite where their mean is not.
    return reports.reduce(0) { $0 + $1.value / Double(reports.count) }
  }
}

extension Pruner where Self == WilcoxonPruner {
  /// The signed-rank rule, for objectives that are a mean over instances.
  public static func wilcoxon(
    _ configuration: WilcoxonPruner.Configuration = WilcoxonPruner.Configuration()
  ) -> WilcoxonPruner {
    WilcoxonPruner(configuration)
  }
}
