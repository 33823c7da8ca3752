/// A moment at which something is to end.
struct Deadline: Sendable {
  private let moment: Duration
  private let clock: RunClock

  /// The moment so long after now.
  init(after limit: Duration, by clock: RunClock) {
    moment = clock.now() + limit
    self.clock = clock
  }

  /// Whether the moment has come.
  var isOver: Bool { clock.now() >= moment }

  /// Waits for the moment, or until the task is cancelled.
  func wait() async {
    await clock.sleep(moment)
  }
}
