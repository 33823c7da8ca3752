import Synchronization

/// Asks the pruner, and records its decisions.
extension RecordedTrial {
  var reportKind: ReportKind? {
    shared.directions.count == 1 ? shared.pruner.reportKind : nil
  }

  func shouldPrune() throws -> Bool {
    // The pruner has decided about the first repeat, whose reports are recorded.
    guard progress.withLock({ $0.repeatIndex == 0 }) else { return false }
    return try asksPruner()
  }

  func shouldPrune(afterRepeat index: Int) throws -> Bool {
    progress.withLock { _ = $0.reportedSteps.insert(index) }
    return try asksPruner()
  }

  /// Whether the pruner decides, from the reports so far, to end the trial.
  private func asksPruner() throws -> Bool {
    // A race needs the values of its trials.
    guard shared.isPrunable, !isInRace else { return false }
    let (unnamed, named) = progress.withLock { progress in
      (progress.reportedSteps.max(), progress.reportedMetrics.compactMapValues { $0.max() })
    }
    guard let reached = ([unnamed].compactMap(\.self) + named.values).max() else { return false }
    try replica.refreshIfBehind()
    let history = history
    var trial = history[number]
    // An earlier attempt may have been interrupted just after this decision.
    if trial.recordedPruning?.step == reached { return true }
    // It may also have reported later steps than this one, and further metrics.
    trial.removeReports(after: unnamed, named)
    let known = progress.withLock(\.prunerHistory) ?? history
    let decision = shared.pruner.decision(about: trial, in: shared.pruningContext(known))
    try record(decision, about: trial, reached)
    return decision.shouldPrune
  }

  /// Records what a decision notes about the trial, before the objective acts on it.
  ///
  /// - Parameter step: The step that the trial has reached.
  private func record(
    _ decision: PruningDecision, about trial: TrialSnapshot, _ step: Int
  ) throws {
    var attributes = decision.attributes
    if decision.shouldPrune {
      let reason = decision.reason
      let recorded = PruningReason(
        rule: reason?.rule ?? "\(type(of: shared.pruner))", step: step,
        value: reason?.value ?? trial.lastIntermediateValue?.value ?? .nan,
        threshold: reason?.threshold)
      attributes[SystemAttribute.pruned] = recorded.json
    }
    let new = attributes.filter { trial.systemAttributes[$0.key] != $0.value }
    guard !new.isEmpty else { return }
    try commit(new.map { .setTrialSystemAttribute(trial: id, key: $0.key, value: $0.value) })
  }
}
