/// A heartbeat that a worker records with a long-running trial to renew its lease.
package struct Heartbeat: Sendable, Equatable {
  /// The number of heartbeats so far, so that each differs from the last whatever the clock says.
  let count: Int
  /// The time of the heartbeat, by the clock of the worker's machine.
  let time: Timestamp

  init(count: Int, time: Timestamp) {
    self.count = count
    self.time = time
  }

  /// The last heartbeat of a trial; nil if there is none.
  package init?(of trial: TrialSnapshot) {
    guard let object = trial.systemAttributes[SystemAttribute.lease]?.objectValue,
      let count = object["count"]?.intValue,
      let time = object["time"]?.stringValue.flatMap({ Timestamp(iso8601: $0) })
    else { return nil }
    self.init(count: count, time: time)
  }

  /// The last time at which a trial is known to have been running, by the clock of the worker's
  /// machine.
  static func last(of trial: TrialSnapshot) -> Timestamp? {
    Heartbeat(of: trial).map { max($0.time, trial.startTime ?? $0.time) } ?? trial.startTime
  }

  var json: JSONValue { ["count": .int(count), "time": .string(time.description)] }
}
