import Dispatch
import Synchronization

extension Study {
  /// The number of heartbeats within a lease: two can be late before the lease expires.
  private static let heartbeatsPerLease = 3

  /// Adds a trial that starts here, and schedules the renewal of its lease.
  func activate(_ number: Int, _ cancellation: CancellationFlag) {
    let renewal = environment.uptime() + lease / Self.heartbeatsPerLease
    active.withLock { active in
      active.insert(number, cancellation, renewal: renewal)
      guard isShared, !active.isRenewalScheduled else { return }
      active.isRenewalScheduled = true
      scheduleRenewal(after: lease / Self.heartbeatsPerLease)
    }
  }

  /// Removes a trial that no longer runs here.
  func deactivate(_ number: Int) {
    active.withLock { $0.remove(number) }
  }

  /// Records heartbeats for the trials that are due.
  ///
  /// - Throws: ``StudyError``, ``StorageError``; the next renewal tries again.
  func renewLeases() throws {
    let now = environment.uptime()
    let numbers = active.withLock {
      $0.takeDue(now, next: now + lease / Self.heartbeatsPerLease)
    }
    // The local copy may know already that a trial was taken over; what it does not know, the storage checks.
    let attempts = replica.read { study in
      numbers.filter { isRunningHere($0, in: study.history) }
        .map { (number: $0, condition: TrialCondition(attemptOf: study.history[$0])) }
    }
    let unrecorded = try attempts.filter { attempt in
      try !replica.storage.recordHeartbeat(if: attempt.condition, in: replica.id)
    }
    guard !unrecorded.isEmpty else { return }
    try commit { study throws(StorageError) in
      let history = study.history
      let heartbeats = unrecorded.compactMap { (number, _) -> StorageOperation? in
        guard isRunningHere(number, in: history) else { return nil }
        let trial = history[number]
        let heartbeat = Heartbeat(
          count: (Heartbeat(of: trial)?.count ?? 0) &+ 1, time: environment.now())
        return .setTrialSystemAttribute(
          trial: trial.id, key: SystemAttribute.lease, value: heartbeat.json)
      }
      return (heartbeats, ())
    }
  }

  /// Whether a trial is running and belongs to this worker.
  private func isRunningHere(_ number: Int, in history: TrialHistory) -> Bool {
    history.state(of: number) == .running && isOwned(number, in: history)
  }

  // One timer for all trials, rescheduled while there are any: most trials end before it fires.
  private func scheduleRenewal(after delay: Duration) {
    renewalQueue.asyncAfter(deadline: .now() + max(delay.inSeconds, 0.001)) { [weak self] in
      guard let self else { return }
      try? renewLeases()
      active.withLock { active in
        guard let next = active.nextRenewal else {
          active.isRenewalScheduled = false
          return
        }
        scheduleRenewal(after: next - environment.uptime())
      }
    }
  }
}
