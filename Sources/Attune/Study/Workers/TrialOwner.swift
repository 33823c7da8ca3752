/// Who works on a trial, as recorded with it: it tells a dead worker's trial from a slow one's.
struct TrialOwner: Sendable, Equatable {
  /// The worker by which the trial's records are made.
  let worker: String
  /// The process the worker is part of.
  let process: ProcessIdentity
  /// Which attempt at the trial it is, from 1 on.
  let attempt: Int
  /// In what time it gives a sign of life at least once; nil when it gives none.
  let lease: Duration?

  init(worker: String, process: ProcessIdentity, attempt: Int, lease: Duration? = nil) {
    self.worker = worker
    self.process = process
    self.attempt = attempt
    self.lease = lease
  }

  /// The owner that a trial records; nil when it does not, as with trials of Python Optuna.
  init?(of trial: TrialSnapshot) {
    guard let object = trial.systemAttributes[SystemAttribute.owner]?.objectValue,
      let worker = object["worker"]?.stringValue, let machine = object["machine"]?.stringValue,
      let boot = object["boot"]?.stringValue, let space = object["space"]?.stringValue,
      let number = object["process"]?.intValue, let start = object["start"]?.intValue,
      let attempt = object["attempt"]?.intValue
    else { return nil }
    self.init(
      worker: worker,
      process: ProcessIdentity(
        machine: machine, boot: boot, space: space, number: number, start: start),
      attempt: attempt, lease: object["lease"]?.doubleValue.flatMap(Self.lease))
  }

  /// A recorded lease; nil for what is none, so that the trial is left alone.
  ///
  /// A lease of centuries never ends, and its nanoseconds can still be counted.
  private static func lease(seconds: Double) -> Duration? {
    seconds >= 0 ? .seconds(min(seconds, 1e10)) : nil
  }

  var json: JSONValue {
    var object: JSONObject = [
      "worker": .string(worker), "machine": .string(process.machine),
      "boot": .string(process.boot), "space": .string(process.space),
      "process": .int(process.number), "start": .int(process.start), "attempt": .int(attempt),
    ]
    object["lease"] = lease.map { .float($0.inSeconds) }
    return .object(object)
  }
}
