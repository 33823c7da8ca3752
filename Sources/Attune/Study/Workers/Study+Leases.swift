import Dispatch
import Synchronization

extension Study {
  /// How often leases are renewed: two signs of life may get lost before anybody misses them.
  private static let renewalsPerLease = 3

  /// Takes note of a trial that starts here, and sees to it that its lease is renewed.
  func activate(_ number: Int, _ cancellation: CancellationFlag) {
    let renewal = host.uptime() + lease / Self.renewalsPerLease
    active.withLock { active in
      active.insert(number, cancellation, renewal: renewal)
      guard isShared, !active.isRenewalScheduled else { return }
      active.isRenewalScheduled = true
      scheduleRenewal(after: lease / Self.renewalsPerLease)
    }
  }

  /// Takes note that a trial is not worked on here any more.
  func deactivate(_ number: Int) {
    active.withLock { $0.remove(number) }
  }

  /// Renews the leases of the trials that have run long enough.
  ///
  /// - Throws: ``StudyError``, ``StorageError``; the next renewal makes up for it.
  func renewLeases() throws {
    let now = host.uptime()
    let numbers = active.withLock {
      $0.takeDue(now, next: now + lease / Self.renewalsPerLease)
    }
    guard !numbers.isEmpty else { return }
    try commit { state throws(StorageError) in
      let history = state.studies[id].history
      return numbers.compactMap { number in
        let trial = history[number]
        guard trial.state == .running, TrialOwner(of: trial)?.worker == replica.worker else {
          return nil
        }
        let renewal = Heartbeat(
          count: (Heartbeat(of: trial)?.count ?? 0) &+ 1, time: host.now())
        return .setTrialSystemAttribute(
          trial: trial.id, key: SystemAttribute.lease, value: renewal.json)
      }
    }
  }

  // One timer for all trials, set anew as long as there are any: most trials end before it fires.
  private func scheduleRenewal(after delay: Duration) {
    renewalQueue.asyncAfter(deadline: .now() + max(delay.inSeconds, 0.001)) { [weak self] in
      guard let self else { return }
      try? renewLeases()
      active.withLock { active in
        guard let next = active.nextRenewal else {
          active.isRenewalScheduled = false
          return
        }
        scheduleRenewal(after: next - host.uptime())
      }
    }
  }
}
