import Synchronization

/// A flag that requests cancellation; once set, it stays set.
final class CancellationFlag: Sendable {
  private let flag = Atomic(false)
  private let (waiting, signal) = AsyncStream.makeStream(of: Never.self)
  private let parent: CancellationFlag?
  private let deadline: Deadline?

  /// Creates a flag that is not set.
  ///
  /// - Parameters:
  ///   - parent: A flag that also sets this one.
  ///   - deadline: The time at which the flag is set automatically.
  init(parent: CancellationFlag? = nil, deadline: Deadline? = nil) {
    self.parent = parent
    self.deadline = deadline
  }

  /// Whether the flag is set, its parent is set or its deadline has passed.
  var isCancelled: Bool {
    flag.load(ordering: .acquiring) || deadline?.isOver ?? false || parent?.isCancelled ?? false
  }

  /// Sets the flag.
  func cancel() {
    flag.store(true, ordering: .releasing)
    signal.finish()
  }

  /// Waits until the flag is set, its deadline passes or the task is cancelled.
  ///
  /// Only one task may wait at a time. Setting the parent does not end the wait.
  func wait() async {
    guard let deadline else { return await waitForSignal() }
    await withChildTask(cancelledWhen: deadline.wait, waitForSignal)
  }

  private func waitForSignal() async {
    for await _ in waiting {}
  }
}
