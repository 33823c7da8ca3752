import Synchronization

/// Prolongs decisions until those of two threads overlap, unless the storage prevents it.
///
/// A storage that is not exclusive then fails at once, rather than once in a thousand runs.
final class Overlap: Sendable {
  private let arrivals = Atomic(0)

  /// The time that a decision waits for another one: long enough for a thread to start.
  private static let limit = Duration.milliseconds(20)

  /// Waits until another thread calls this method, but only for a short time.
  func wait() {
    let own = arrivals.add(1, ordering: .relaxed).newValue
    let clock = ContinuousClock()
    let end = clock.now + Self.limit
    while arrivals.load(ordering: .relaxed) == own, clock.now < end { ConcurrentTasks.pause() }
  }
}
