import Synchronization

/// A mark that work is to end soon; once set, it stays.
final class CancellationFlag: Sendable {
  private let flag = Atomic(false)
  private let (waiting, signal) = AsyncStream.makeStream(of: Never.self)

  /// Whether it is set.
  var isCancelled: Bool { flag.load(ordering: .acquiring) }

  /// Sets it.
  func cancel() {
    flag.store(true, ordering: .releasing)
    signal.finish()
  }

  /// Waits until it is set, or the task is cancelled; for one task at a time.
  func wait() async {
    for await _ in waiting {}
  }
}
