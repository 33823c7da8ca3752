/// Prunes a trial that many others dominate in several named metrics: pruning for multi-objective studies.
///
/// ```swift
/// let study = try Study(
///   directions: [.minimize, .minimize],
///   pruner: .dominated(by: ["loss": .minimize, "ms": .minimize]))
/// try study.optimize(trials: 100) { trial in
///   let network = try Network(trial)
///   for epoch in 1...30 {
///     try trial.report(network.trainEpoch(), step: epoch, metric: "loss")
///     try trial.report(network.latency, step: epoch, metric: "ms")
///     try trial.checkPruning()
///   }
///   return [network.loss, network.latency]
/// }
/// ```
///
/// The rule: let *s* be the last step at which the trial has reported all metrics, and *N* the number of other
/// trials that have reported all metrics at *s*, in any state but failed. One of them dominates the trial if its
/// values at *s* are at least as good in all metrics and better in at least one; *D* is the number of those that
/// do. The trial is pruned if *D* ≥ 1 and *D* ≥ `fraction` · *N*. NaN is the worst value of a metric.
///
/// With one metric and the fraction 0.5 this is close to the median rule, except that running and pruned trials
/// count too, and that the value at the step is compared, not the best one so far. A trial on the Pareto front of
/// its step is never pruned, and a good value of one metric keeps a trial however bad the others are: leave out
/// metrics that do not matter, or lower the fraction.
///
/// - Note: It extends the median rule of D. Golovin et al., "Google Vizier: A Service for Black-Box
///   Optimization", KDD 2017, doi:10.1145/3097983.3098043, by Pareto dominance. R. Schmucker et al.,
///   "Multi-objective Asynchronous Successive Halving", 2021, arXiv:2106.12639, rank trials at rungs by
///   non-dominated sorting; here each step is a rung, and the number of dominating trials the rank, as in
///   C. M. Fonseca and P. J. Fleming, "Genetic Algorithms for Multiobjective Optimization", ICGA 1993.
public struct DominancePruner: Pruner {
  /// The settings of the pruner.
  public struct Configuration: Sendable, Hashable {
    /// The fraction of the trials at a step that must dominate a trial for it to be pruned; 0.5.
    ///
    /// With a smaller fraction, more trials are pruned.
    public var fraction = 0.5

    /// The number of complete trials before any trial is pruned; 5.
    public var startupTrials = 5

    /// The first step at which a trial may be pruned; 0.
    public var warmupSteps = 0

    /// The number of steps between checks, starting at `warmupSteps`; 1.
    public var interval = 1

    /// The minimum number of other trials with reports at a step for a check there; 1.
    public var minimumTrials = 1

    /// Creates the default settings.
    public init() {}
  }

  /// The settings.
  public let configuration: Configuration

  /// The metrics in the order of their names.
  private let metrics: [(name: Name, direction: Direction)]

  /// Creates the pruner.
  ///
  /// - Precondition: There is at least one metric, and no name is given twice. The fraction is above 0 and at
  ///   most 1. No count is negative; the interval and the minimum number of trials are positive.
  public init(
    _ metrics: KeyValuePairs<String, Direction>, _ configuration: Configuration = Configuration()
  ) {
    self.init(metrics.map { ($0.key, $0.value) }, configuration)
  }

  init(_ metrics: [(String, Direction)], _ configuration: Configuration) {
    precondition(
      !metrics.isEmpty && Set(metrics.map { Name($0.0) }).count == metrics.count,
      "a dominance pruner needs metrics with different names, not \(metrics.map(\.0))")
    precondition(
      configuration.fraction > 0 && configuration.fraction <= 1 && configuration.startupTrials >= 0
        && configuration.warmupSteps >= 0 && configuration.interval >= 1
        && configuration.minimumTrials >= 1,
      "fraction must be above 0 and at most 1, the counts of a pruner must not be negative, and "
        + "interval and minimumTrials must be positive, but they are \(configuration)")
    self.configuration = configuration
    self.metrics = metrics.map { (Name($0.0), $0.1) }.sorted { $0.name < $1.name }
  }

  /// The name, the metrics with their directions, and the settings that differ from the defaults.
  public var summary: String {
    SettingsSummary.text(
      Self.self, argument: metrics.map { "\($0.name): \($0.direction)" }.joined(separator: ", "),
      settings: configuration, defaults: Configuration())
  }

  /// False: only named metrics are compared.
  public var requiresSingleObjective: Bool { false }

  /// Prunes the trial if enough others dominate it at the last step with all metrics.
  ///
  /// - Complexity: O(*n* · *k*) for *n* trials and *k* metrics.
  public func decision(about trial: TrialSnapshot, in context: PruningContext) -> PruningDecision {
    let steps = commonSteps(of: trial)
    let schedule = CheckSchedule(
      warmupSteps: configuration.warmupSteps, interval: configuration.interval)
    guard let step = steps.last, schedule.isDue(steps),
      context.history.count(of: .complete) >= configuration.startupTrials
    else { return .proceed }
    let keys = metrics.map { MetricBlock.key(of: $0.name.text, step: step) }
    guard let own = losses(in: trial.systemAttributes, keys, at: step) else { return .proceed }
    let others = context.history.indices.compactMap { number -> [Double]? in
      let state = context.history.state(of: number)
      guard number != trial.number, state != .failed, state != .waiting else { return nil }
      return losses(in: context.history.systemAttributes(of: number), keys, at: step)
    }
    let count = others.count { Self.dominates($0, own) }
    let fraction = Double(count) / Double(max(others.count, 1))
    guard others.count >= configuration.minimumTrials, count > 0,
      fraction >= configuration.fraction
    else { return .proceed }
    return .prune(
      PruningReason(
        rule: "dominated", step: step, value: fraction, threshold: configuration.fraction))
  }

  /// The steps at which a trial has reported all metrics, ascending.
  private func commonSteps(of trial: TrialSnapshot) -> [Int] {
    let reported = metrics.map { metric in
      Set(trial.intermediateValues(of: metric.name.text).map(\.step))
    }
    return reported.dropFirst().reduce(reported[0]) { $0.intersection($1) }.sorted()
  }

  /// The losses of the metrics at a step; nil unless all are reported there.
  private func losses(in attributes: JSONObject, _ keys: [String], at step: Int) -> [Double]? {
    var losses: [Double] = []
    for (metric, key) in zip(metrics, keys) {
      guard let value = MetricBlock.value(at: step, in: attributes[key]) else { return nil }
      losses.append(value.isNaN ? .infinity : metric.direction.loss(value))
    }
    return losses
  }

  private static func dominates(_ a: [Double], _ b: [Double]) -> Bool {
    zip(a, b).allSatisfy { $0 <= $1 } && a != b
  }
}

extension Pruner where Self == DominancePruner {
  /// The rule of Pareto dominance over several named metrics, for multi-objective studies.
  ///
  /// - Parameters:
  ///   - metrics: The names of the metrics, see ``Trial/report(_:step:metric:)``, and their directions.
  ///   - fraction: The fraction of the trials at a step that must dominate a trial for it to be pruned.
  ///   - startupTrials: The number of complete trials before any is pruned.
  ///   - warmupSteps: The first step at which a trial may be pruned.
  ///   - interval: The number of steps between decisions.
  ///   - minimumTrials: The number of other trials that must have reported at a step.
  /// - Precondition: As for ``DominancePruner/init(_:_:)``.
  public static func dominated(
    by metrics: KeyValuePairs<String, Direction>, fraction: Double = 0.5, startupTrials: Int = 5,
    warmupSteps: Int = 0, interval: Int = 1, minimumTrials: Int = 1
  ) -> DominancePruner {
    var configuration = DominancePruner.Configuration()
    configuration.fraction = fraction
    configuration.startupTrials = startupTrials
    configuration.warmupSteps = warmupSteps
    configuration.interval = interval
    configuration.minimumTrials = minimumTrials
    return DominancePruner(metrics, configuration)
  }
}
