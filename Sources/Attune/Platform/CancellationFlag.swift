import Synchronization

/// A mark that work is to end soon; once set, it stays.
final class CancellationFlag: Sendable {
  private let flag = Atomic(false)
  private let (waiting, signal) = AsyncStream.makeStream(of: Never.self)
  private let parent: CancellationFlag?
  private let deadline: Deadline?

  /// Creates a flag that is not set.
  ///
  /// - Parameters:
  ///   - parent: Counts as this one's setting as well.
  ///   - deadline: When the flag counts as set without anybody setting it.
  init(parent: CancellationFlag? = nil, deadline: Deadline? = nil) {
    self.parent = parent
    self.deadline = deadline
  }

  /// Whether it is set, or its time is over.
  var isCancelled: Bool {
    flag.load(ordering: .acquiring) || deadline?.isOver ?? false || parent?.isCancelled ?? false
  }

  /// Sets it.
  func cancel() {
    flag.store(true, ordering: .releasing)
    signal.finish()
  }

  /// Waits until somebody sets it, its time is over, or the task is cancelled; for one task at a
  /// time.
  func wait() async {
    guard let deadline else { return await waitForSignal() }
    await withChildTask(cancelledWhen: deadline.wait, waitForSignal)
  }

  private func waitForSignal() async {
    for await _ in waiting {}
  }
}
