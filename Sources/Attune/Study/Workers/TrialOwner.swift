/// The worker of a trial, as recorded with it, by which a lost worker is distinguished from a slow
/// one.
struct TrialOwner: Sendable, Equatable {
  /// The identifier of the worker in the records of the trial.
  let worker: String
  /// The process of the worker.
  let process: ProcessIdentity
  /// The number of the attempt at the trial, from 1 on.
  let attempt: Int
  /// The time within which the worker records at least one heartbeat; nil if it records none.
  let lease: Duration?

  init(worker: String, process: ProcessIdentity, attempt: Int, lease: Duration? = nil) {
    self.worker = worker
    self.process = process
    self.attempt = attempt
    self.lease = lease
  }

  /// The recorded owner of a trial; nil if there is none, as with trials of Python Optuna.
  init?(of trial: TrialSnapshot) {
    guard let object = trial.systemAttributes[SystemAttribute.owner]?.objectValue,
      let worker = object["worker"]?.stringValue, let machine = object["machine"]?.stringValue,
      let boot = object["boot"]?.stringValue, let namespace = object["space"]?.stringValue,
      let number = object["process"]?.intValue, let start = object["start"]?.intValue,
      let attempt = object["attempt"]?.intValue
    else { return nil }
    self.init(
      worker: worker,
      process: ProcessIdentity(
        machine: machine, boot: boot, namespace: namespace, number: number, start: start),
      attempt: attempt, lease: object["lease"]?.doubleValue.flatMap(Self.lease))
  }

  /// A recorded lease; nil for an invalid one, so that the trial is never taken over.
  ///
  /// A lease of centuries never expires in practice, and its nanoseconds do not overflow.
  private static func lease(seconds: Double) -> Duration? {
    seconds >= 0 ? .seconds(min(seconds, 1e10)) : nil
  }

  var json: JSONValue {
    var object: JSONObject = [
      "worker": .string(worker), "machine": .string(process.machine),
      "boot": .string(process.boot), "space": .string(process.namespace),
      "process": .int(process.number), "start": .int(process.start), "attempt": .int(attempt),
    ]
    object["lease"] = lease.map { .float($0.inSeconds) }
    return .object(object)
  }
}
