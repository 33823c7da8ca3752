/// A moment at which something must end.
struct Deadline: Sendable {
  private let moment: Duration
  private let clock: Environment.Clock

  /// Creates a deadline after the given duration from now.
  init(after limit: Duration, by clock: Environment.Clock) {
    moment = clock.now() + limit
    self.clock = clock
  }

  /// Whether the deadline has passed.
  var isOver: Bool { clock.now() >= moment }

  /// Waits until the deadline, or until the task is cancelled.
  func wait() async {
    await clock.sleep(moment)
  }
}
