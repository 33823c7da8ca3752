/// The starts of trials in runs of populations.
extension OptimizationRun {
  /// Whether the next slice of a member is started now, or an interrupted one is resumed.
  ///
  /// Rules are evaluated between slices, so that the results do not depend on the number of workers.
  ///
  /// - Parameters:
  ///   - status: What rules may use.
  ///   - active: The numbers of the trials that workers are running.
  ///   - isAlone: Whether no trial of this run is running.
  func mayStart(
    _ population: PopulationPlanner, _ history: TrialHistory, _ status: StopRule.RunStatus,
    active: Set<Int>, isAlone: Bool
  ) -> Study.StartDecision {
    let turn = population.next(in: history, interrupted: status.interrupted, active: active)
    if turn != .end, isTimeOver { return .wait(.timeIsOver) }
    switch turn {
    case .resume(let number): return .start(.current, .queued(number))
    case .start(let member, let isFirst):
      if isFirst, options.rule.isMet(by: status) { return .wait(.ruleIsMet) }
      let attributes: JSONObject = [SystemAttribute.member: member.json]
      // Enqueued values are those of a member that starts.
      let enqueued = history.waiting.first { $0.member == nil }
      if member.parent == nil, let enqueued {
        return .start(.current, .queued(enqueued.number, attributes))
      }
      return .start(.current, .new(attributes))
    case .wait: return .wait(isAlone ? .othersAreRunning : .batchIsOver)
    case .end: return .wait(.ruleIsMet)
    }
  }
}
