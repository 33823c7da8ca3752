/// A finished trial of a study whose reports are repeated.
struct ReplayedTrial {
  /// The trial as the study recorded it.
  let recorded: TrialSnapshot

  /// The steps with a report of any metric, after each of which the pruner is asked.
  let reports: [Int]

  private let metrics: [(name: Name, reports: [IntermediateValue])]

  init(_ recorded: TrialSnapshot) {
    self.recorded = recorded
    metrics = recorded.recordedMetrics
    let named = metrics.flatMap { $0.reports.map(\.step) }
    let unnamed = recorded.intermediateValues.map(\.step)
    reports = named.isEmpty ? unnamed : Set(unnamed + named).sorted()
  }

  var number: Int { recorded.number }

  /// The trial as it was before its first report: with its parameters and enqueued values.
  ///
  /// What samplers and pruners noted about it is left out, since the notes of one pruner would mislead
  /// another one.
  var started: TrialSnapshot {
    var trial = recorded.restarted
    trial.parameters = recorded.parameters
    trial.startTime = recorded.startTime
    return trial
  }

  /// Adds the reports of all metrics at an index to the trial.
  func report(_ index: Int, to trial: inout TrialSnapshot) {
    let step = reports[index]
    if let value = recorded.intermediateValue(at: step) {
      trial.setIntermediateValue(value, step: step)
    }
    for (name, reports) in metrics {
      guard let report = reports.first(where: { $0.step == step }) else { continue }
      trial.setMetric(name.text, report)
    }
  }

  /// Ends the trial as it was recorded.
  func end(_ trial: inout TrialSnapshot) {
    trial.state = recorded.state
    trial.values = recorded.values
    trial.endTime = recorded.endTime
    trial.userAttributes = recorded.userAttributes
    for (key, value) in recorded.systemAttributes
    where key.utf8.starts(with: "constraints".utf8) { trial.systemAttributes[key] = value }
  }
}
