/// The trials of a study as a pruner of a named metric sees them.
struct MetricProjection: Sendable {
  private let metric: String
  private let direction: Direction
  private let reportKind: ReportKind
  /// The finished trials; the others are waiting there.
  private let finished: HistoryFold<TrialHistory>

  init(metric: String, direction: Direction, reportKind: ReportKind) {
    self.metric = metric
    self.direction = direction
    self.reportKind = reportKind
    finished = HistoryFold(TrialHistory(directions: [direction]), includingFailed: true) {
      history, trial in
      history.appendWaiting(through: trial)
      let trial = Self.trial(trial, metric, reportKind)
      history.update(trial.number) { $0 = trial }
    }
  }

  /// A trial with the reports of the metric in place of the unnamed ones.
  func trial(_ trial: TrialSnapshot) -> TrialSnapshot { Self.trial(trial, metric, reportKind) }

  /// The trials with the reports of the metric in place of the unnamed ones.
  ///
  /// - Complexity: O(*r*) for *r* running and waiting trials and those that ended since the last call.
  func history(_ history: TrialHistory) -> TrialHistory {
    var result = finished.state(at: history)
    guard let last = history.last else { return result }
    result.appendWaiting(through: last)
    for trial in history.running {
      let projected = self.trial(trial)
      result.update(trial.number) { $0 = projected }
    }
    return result
  }

  /// The attributes to record for those that the other pruner notes.
  func recorded(_ attributes: JSONObject) -> JSONObject {
    JSONObject(attributes.map { (Self.prefix(metric) + $0.key, $0.value) })
  }

  private static func prefix(_ metric: String) -> String { "metric:\(metric):" }

  private static func trial(
    _ trial: TrialSnapshot, _ metric: String, _ reportKind: ReportKind
  ) -> TrialSnapshot {
    let reports = trial.intermediateValues(of: metric)
    var result = TrialSnapshot(
      number: trial.number, id: trial.id, state: trial.state, intermediateValues: reports,
      userAttributes: trial.userAttributes, startTime: trial.startTime, endTime: trial.endTime)
    let prefix = prefix(metric).utf8
    for (key, value) in trial.systemAttributes {
      if key.utf8.starts(with: prefix) {
        let name = String(Substring(key.utf8.dropFirst(prefix.count)))
        result.systemAttributes[name] = value
      } else if key.utf8.starts(with: "constraints".utf8) {
        result.systemAttributes[key] = value
      }
    }
    if trial.state == .complete || trial.state == .pruned, let last = reports.last?.value {
      let value =
        reportKind == .instances
        ? reports.reduce(0) { $0 + $1.value / Double(reports.count) } : last
      if !value.isNaN { result.values = [value] }
    }
    return result
  }
}

extension TrialHistory {
  /// Adds waiting trials in place of those with numbers up to that of a trial.
  fileprivate mutating func appendWaiting(through trial: TrialSnapshot) {
    while count <= trial.number {
      // Identifiers ascend with the numbers.
      append(TrialSnapshot(number: count, id: count, state: .waiting))
    }
  }
}
