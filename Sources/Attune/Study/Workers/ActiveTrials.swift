/// The trials that were started by a study of this process and have not ended, by number.
struct ActiveTrials {
  private var trials: [Int: (cancellation: CancellationFlag, renewal: Duration)] = [:]

  /// Whether somebody is going to renew leases at the right time.
  var isRenewalScheduled = false

  /// What interrupts a trial; nil when it is not at work here.
  subscript(number: Int) -> CancellationFlag? { trials[number]?.cancellation }

  /// Adds a trial whose lease is to be renewed at a time.
  mutating func insert(_ number: Int, _ cancellation: CancellationFlag, renewal: Duration) {
    trials[number] = (cancellation, renewal)
  }

  mutating func remove(_ number: Int) {
    trials[number] = nil
  }

  /// When the next lease is to be renewed; nil when no trial is at work.
  var nextRenewal: Duration? { trials.values.map(\.renewal).min() }

  /// The trials whose leases are to be renewed by now, and from then on at a later time.
  mutating func takeDue(_ now: Duration, next: Duration) -> [Int] {
    let due = trials.filter { $0.value.renewal <= now }.map(\.key).sorted()
    for number in due { trials[number]?.renewal = next }
    return due
  }
}
