/// The running trials of a study in this process, by number.
struct ActiveTrials {
  private var trials: [Int: (cancellation: CancellationFlag, renewal: Duration)] = [:]

  /// Whether the next renewal of leases is scheduled.
  var isRenewalScheduled = false

  /// The flag that interrupts a trial; nil if the trial is not running here.
  subscript(number: Int) -> CancellationFlag? { trials[number]?.cancellation }

  /// Adds a trial, with the time at which to renew its lease.
  mutating func insert(_ number: Int, _ cancellation: CancellationFlag, renewal: Duration) {
    trials[number] = (cancellation, renewal)
  }

  mutating func remove(_ number: Int) {
    trials[number] = nil
  }

  /// The time of the next renewal; nil if no trial is running.
  var nextRenewal: Duration? { trials.values.map(\.renewal).min() }

  /// Returns the trials whose leases are due for renewal, and sets the time of their next renewal.
  mutating func takeDue(_ now: Duration, next: Duration) -> [Int] {
    let due = trials.filter { $0.value.renewal <= now }.map(\.key).sorted()
    for number in due { trials[number]?.renewal = next }
    return due
  }
}
