import Synchronization

/// Asks the pruner, and records its decisions.
extension RecordedTrial {
  var reportKind: ReportKind? {
    shared.directions.count == 1 ? shared.pruner.reportKind : nil
  }

  func shouldPrune() throws -> Bool {
    guard shared.directions.count == 1,
      let reached = progress.withLock({ $0.reportedSteps.max() })
    else { return false }
    try replica.refreshIfBehind()
    let history = history
    var trial = history[number]
    // An earlier attempt may have been interrupted just after this decision.
    if trial.recordedPruning?.step == reached { return true }
    // It may also have reported later steps than this one.
    trial.intermediateValues.removeAll { $0.step > reached }
    let known = progress.withLock(\.prunerHistory) ?? history
    let decision = shared.pruner.decision(about: trial, in: shared.pruningContext(known))
    try record(decision, about: trial)
    return decision.shouldPrune
  }

  /// Records what a decision notes about the trial, before the objective acts on it.
  private func record(_ decision: PruningDecision, about trial: TrialSnapshot) throws {
    var attributes = decision.attributes
    if decision.shouldPrune, let last = trial.lastIntermediateValue {
      let reason = decision.reason
      let recorded = PruningReason(
        rule: reason?.rule ?? "\(type(of: shared.pruner))", step: last.step,
        value: reason?.value ?? last.value, threshold: reason?.threshold)
      attributes[SystemAttribute.pruned] = recorded.json
    }
    let new = attributes.filter { trial.systemAttributes[$0.key] != $0.value }
    guard !new.isEmpty else { return }
    try commit(new.map { .setTrialSystemAttribute(trial: id, key: $0.key, value: $0.value) })
  }
}
