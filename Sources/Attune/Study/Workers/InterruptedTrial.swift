/// A running trial without a worker.
struct InterruptedTrial {
  let trial: TrialSnapshot

  /// The number of workers of the trial that were lost, including the last one if it was.
  let crashCount: Int

  private let hasCrashed: Bool

  /// - Parameter hasCrashed: Whether its worker was lost, rather than released it.
  init(_ trial: TrialSnapshot, hasCrashed: Bool) {
    self.trial = trial
    self.hasCrashed = hasCrashed
    // A file may record any number.
    let before = trial.systemAttributes[SystemAttribute.crashCount]?.intValue ?? 0
    crashCount = min(max(0, before), .max - 1) + (hasCrashed ? 1 : 0)
  }

  /// The operations that put it back into the queue.
  var returning: [StorageOperation] {
    let back = StorageOperation.setState(trial: trial.id, .waiting, values: nil, at: nil)
    return hasCrashed
      ? [
        .setTrialSystemAttribute(
          trial: trial.id, key: SystemAttribute.crashCount, value: .int(crashCount)), back,
      ] : [back]
  }

  /// The reason for its failure when too many workers were lost.
  var failureReason: String {
    let attempt = TrialOwner(of: trial)?.attempt ?? crashCount
    if attempt == 1 { return "its worker was lost" }
    return crashCount == attempt
      ? "its worker was lost in each of \(attempt) attempts"
      : "its worker was lost in \(crashCount) of \(attempt) attempts"
  }
}
