import Synchronization

/// Records reports of the objective.
extension RecordedTrial {
  func report(_ value: Double, step: Int) throws {
    guard shared.directions.count == 1 else {
      throw TrialError(
        .invalidReport,
        "trial \(number) cannot report: intermediate values go with one direction, and this study "
          + "has \(shared.directions.count); report named metrics, report(_:step:metric:)")
    }
    // Later repeats give the same steps again.
    guard progress.withLock({ $0.repeatIndex == 0 && $0.reportedSteps.insert(step).inserted })
    else { return }
    // An earlier attempt may have reported the same value. A later attempt may have too: then this
    // one was taken over, which `commit` detects even without records.
    // Not from `snapshot`, which would record the parameters before the report, not with it.
    let earlier = history[number].intermediateValue(at: step)
    let isKnown = earlier?.bitPattern == value.bitPattern
    let report = IntermediateValue(step: step, value: value)
    try commit(isKnown ? [] : [.setIntermediateValue(trial: id, report)])
    if !isKnown { shared.hasReported() }
  }

  func report(_ value: Double, step: Int, metric: String) throws {
    let name = Name(metric)
    guard
      progress.withLock({
        $0.repeatIndex == 0 && $0.reportedMetrics[name, default: []].insert(step).inserted
      })
    else { return }
    let key = MetricBlock.key(of: metric, step: step)
    func isKnown(_ history: TrialHistory) -> Bool {
      let block = history.systemAttributes(of: number)[key]
      return MetricBlock.value(at: step, in: block)?.bitPattern == value.bitPattern
    }
    let isNew = !isKnown(history)
    // The block is read when it is recorded: another task of the objective may have reported to it.
    try commit { history in
      guard !isKnown(history) else { return [] }
      let block = MetricBlock.adding(
        IntermediateValue(step: step, value: value), to: history.systemAttributes(of: number)[key])
      return [.setTrialSystemAttribute(trial: id, key: key, value: block)]
    }
    if isNew { shared.hasReported() }
  }
}
