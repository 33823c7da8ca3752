/// Compares trials by a named metric: another pruner decides as if its reports were those of the objective.
///
/// ```swift
/// let study = try Study(pruner: .median().metric("accuracy", direction: .maximize))
/// try study.optimize(trials: 100) { trial in
///   let network = try Network(trial)
///   for epoch in 1...30 {
///     let scores = network.trainEpoch()
///     try trial.report(scores.accuracy, step: epoch, metric: "accuracy")
///     try trial.checkPruning()
///   }
///   return network.size
/// }
/// ```
///
/// It also prunes multi-objective studies, where only named metrics can be reported.
///
/// The other pruner receives the trials with the reports of the metric in place of the unnamed ones, and the
/// direction of the metric in place of that of the objective. The value of a complete or pruned trial is the last
/// report of the metric, or the mean of all of them if the pruner assumes ``ReportKind/instances``. Trials have
/// no parameters there. What the pruner notes about a trial is recorded with the prefix `metric:NAME:`, so that
/// rungs of different metrics are different.
///
/// A trial is asked about as soon as it has reported the metric once.
public struct MetricPruner: Pruner {
  /// The name of the metric.
  public let metric: String

  /// Whether smaller or larger values of the metric are better.
  public let direction: Direction

  /// The pruner that decides.
  public let pruner: any Pruner

  private let projection: MetricProjection

  /// Creates the pruner.
  public init(_ metric: String, direction: Direction, by pruner: some Pruner) {
    self.metric = metric
    self.direction = direction
    self.pruner = pruner
    projection = MetricProjection(
      metric: metric, direction: direction, reportKind: pruner.reportKind)
  }

  /// The name, the metric, its direction and the other pruner.
  public var summary: String {
    "\(Self.self)(\(metric), \(direction), \(pruner.summary))"
  }

  /// The kind of the other pruner.
  public var reportKind: ReportKind { pruner.reportKind }

  /// False: the objectives are not compared.
  public var requiresSingleObjective: Bool { false }

  /// The cohort of the other pruner.
  public func cohort(of trialNumber: Int, in context: PruningContext) -> Int? {
    pruner.cohort(of: trialNumber, in: projected(context))
  }

  /// Leaves the decision to the other pruner.
  ///
  /// - Complexity: O(*r*) for *r* running and waiting trials and the trials that ended since the last decision,
  ///   and that of the other pruner.
  public func decision(about trial: TrialSnapshot, in context: PruningContext) -> PruningDecision {
    let trial = projection.trial(trial)
    guard trial.lastIntermediateValue != nil else { return .proceed }
    var decision = pruner.decision(about: trial, in: projected(context))
    decision.attributes = projection.recorded(decision.attributes)
    if let reason = decision.reason {
      decision.reason = PruningReason(
        rule: "\(reason.rule), metric \(metric)", step: reason.step, value: reason.value,
        threshold: reason.threshold)
    }
    return decision
  }

  private func projected(_ context: PruningContext) -> PruningContext {
    PruningContext(
      history: projection.history(context.history), studyName: context.studyName,
      seed: context.seed)
  }
}

extension Pruner {
  /// Returns a pruner that compares trials by a named metric in place of the unnamed reports.
  ///
  /// - Parameters:
  ///   - name: The name of the metric, see ``Trial/report(_:step:metric:)``.
  ///   - direction: Whether smaller or larger values of the metric are better.
  public func metric(_ name: String, direction: Direction) -> MetricPruner {
    MetricPruner(name, direction: direction, by: self)
  }
}
