import Synchronization

/// Detects lost workers whose processes are not visible: on other machines and in other containers.
///
/// Such a worker records at least one heartbeat within its lease. Clocks of different machines are
/// not compared: a worker is lost when this machine has seen no new heartbeat for longer than the
/// lease. A monitor that has not run for that long uses the recorded time, but only if it is older
/// than the lease by more than ``clockTolerance``.
final class HeartbeatMonitor: Sendable {
  /// The largest assumed difference between the clocks of two machines.
  static let clockTolerance = Duration.seconds(86_400)

  /// The records that show that a worker is running.
  private struct Evidence: Equatable {
    let owner: TrialOwner
    let heartbeat: Heartbeat?
  }

  private let environment: Environment

  /// The last evidence for each monitored trial, by number, and the time at which it was first
  /// seen.
  private let seen = Mutex<[Int: (evidence: Evidence, since: Duration)]>([:])

  init(environment: Environment) {
    self.environment = environment
  }

  /// Whether the lease of the worker of a running trial has expired.
  ///
  /// - Parameter trial: The trial as it is in the storage now.
  func hasExpired(_ trial: TrialSnapshot, of owner: TrialOwner) -> Bool {
    guard let lease = owner.lease else { return false }
    let evidence = Evidence(owner: owner, heartbeat: Heartbeat(of: trial))
    let now = environment.uptime()
    let since = seen.withLock { seen in
      if let last = seen[trial.number], last.evidence == evidence { return last.since }
      seen[trial.number] = (evidence, now)
      return now
    }
    if now - since > lease { return true }
    guard let last = Heartbeat.last(of: trial) else { return false }
    return environment.now().since(last) > Self.clockTolerance + lease
  }

  /// Stops monitoring all trials except the given ones.
  func forget(except numbers: some Sequence<Int>) {
    seen.withLock { seen in
      guard !seen.isEmpty else { return }
      let numbers = Set(numbers)
      seen = seen.filter { numbers.contains($0.key) }
    }
  }
}
