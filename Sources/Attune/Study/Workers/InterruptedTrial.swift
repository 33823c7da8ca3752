/// A running trial on which nobody works any more.
struct InterruptedTrial {
  let trial: TrialSnapshot

  /// How many workers have died over the trial, the last one included if it did.
  let crashCount: Int

  private let isDeath: Bool

  /// - Parameter isDeath: Whether its worker died, rather than let go of it.
  init(_ trial: TrialSnapshot, isDeath: Bool) {
    self.trial = trial
    self.isDeath = isDeath
    // A file may record any number.
    let before = trial.systemAttributes[SystemAttribute.crashCount]?.intValue ?? 0
    crashCount = min(max(0, before), .max - 1) + (isDeath ? 1 : 0)
  }

  /// What puts it back into the queue.
  var returning: [StorageOperation] {
    let back = StorageOperation.setState(trial: trial.id, .waiting, values: nil, at: nil)
    return isDeath
      ? [
        .setTrialSystemAttribute(
          trial: trial.id, key: SystemAttribute.crashCount, value: .int(crashCount)), back,
      ] : [back]
  }

  /// Why it has failed, when its workers died too often.
  var failureReason: String {
    let attempt = TrialOwner(of: trial)?.attempt ?? crashCount
    if attempt == 1 { return "its worker died" }
    return crashCount == attempt
      ? "its worker died in each of \(attempt) attempts"
      : "its worker died in \(crashCount) of \(attempt) attempts"
  }
}
