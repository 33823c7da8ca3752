/// A finished trial of a study whose reports are repeated.
struct ReplayedTrial {
  /// The trial as the study recorded it.
  let recorded: TrialSnapshot

  /// The steps at which the pruner is asked.
  let reports: [Int]

  init(_ recorded: TrialSnapshot) {
    self.recorded = recorded
    reports = recorded.intermediateValues.map(\.step)
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

  /// Adds the report at an index to the trial.
  func report(_ index: Int, to trial: inout TrialSnapshot) {
    trial.intermediateValues.append(recorded.intermediateValues[index])
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
