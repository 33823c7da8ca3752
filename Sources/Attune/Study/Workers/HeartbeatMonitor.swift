import Synchronization

/// Tells dead workers from living ones where processes cannot be seen: on other machines and in other
/// containers.
///
/// Such a worker promises a sign of life in every so many seconds, its lease. Nobody's clock is
/// compared with another's: what counts is how long the watching machine has seen no new sign. Who has
/// not watched so long believes a time of day only when it lies back by more than clocks can differ.
final class HeartbeatMonitor: Sendable {
  /// By how much no two clocks differ.
  static let clockTolerance = Duration.seconds(86_400)

  /// Everything by which a worker shows that it lives.
  private struct Sign: Equatable {
    let owner: TrialOwner
    let renewal: Heartbeat?
  }

  private let host: Host

  /// The last sign of each watched trial, by number, and when it was seen first.
  private let seen = Mutex<[Int: (sign: Sign, since: Duration)]>([:])

  init(host: Host) {
    self.host = host
  }

  /// Whether the worker of a running trial has let its lease run out.
  ///
  /// - Parameter trial: As it stands in the storage at this moment.
  func hasExpired(_ trial: TrialSnapshot, of owner: TrialOwner) -> Bool {
    guard let lease = owner.lease else { return false }
    let sign = Sign(owner: owner, renewal: Heartbeat(of: trial))
    let now = host.uptime()
    let since = seen.withLock { seen in
      if let last = seen[trial.number], last.sign == sign { return last.since }
      seen[trial.number] = (sign, now)
      return now
    }
    if now - since > lease { return true }
    guard let last = Heartbeat.last(of: trial) else { return false }
    return host.now().since(last) > Self.clockTolerance + lease
  }

  /// Forgets all trials but these.
  func forget(except numbers: some Sequence<Int>) {
    seen.withLock { seen in
      guard !seen.isEmpty else { return }
      let numbers = Set(numbers)
      seen = seen.filter { numbers.contains($0.key) }
    }
  }
}
