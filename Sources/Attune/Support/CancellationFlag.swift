import Synchronization

/// A mark that work is to end soon; once set, it stays.
final class CancellationFlag: Sendable {
  private let flag = Atomic(false)

  /// Whether it is set.
  var isCancelled: Bool { flag.load(ordering: .acquiring) }

  /// Sets it.
  func cancel() {
    flag.store(true, ordering: .releasing)
  }
}
