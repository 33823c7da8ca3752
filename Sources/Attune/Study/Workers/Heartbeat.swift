/// A sign of life that a worker records with a trial on which it works for long.
struct Heartbeat: Sendable, Equatable {
  /// How many there have been, so that each differs from the last whatever the clock says.
  let count: Int
  /// When it was given, by the clock of the worker's machine.
  let time: Timestamp

  init(count: Int, time: Timestamp) {
    self.count = count
    self.time = time
  }

  /// The last sign of life of a trial; nil when there was none.
  init?(of trial: TrialSnapshot) {
    guard let object = trial.systemAttributes[SystemAttribute.lease]?.objectValue,
      let count = object["count"]?.intValue,
      let time = object["time"]?.stringValue.flatMap({ Timestamp(iso8601: $0) })
    else { return nil }
    self.init(count: count, time: time)
  }

  /// When a trial is known to have been worked on last, by the clock of the worker's machine.
  static func last(of trial: TrialSnapshot) -> Timestamp? {
    Heartbeat(of: trial).map { max($0.time, trial.startTime ?? $0.time) } ?? trial.startTime
  }

  var json: JSONValue { ["count": .int(count), "time": .string(time.description)] }
}
