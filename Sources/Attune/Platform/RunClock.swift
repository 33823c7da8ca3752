/// A clock that tests can replace, so that they need not wait.
struct RunClock: Sendable {
  /// The current time, as the duration since a fixed moment.
  let now: @Sendable () -> Duration

  /// Waits until the given time, or until the task is cancelled.
  let sleep: @Sendable (_ until: Duration) async -> Void

  /// A clock of real time, which also advances while the machine sleeps.
  static let continuous: RunClock = {
    let start = ContinuousClock.now
    return RunClock(
      now: { .now - start },
      sleep: { try? await Task.sleep(until: start + $0, clock: .continuous) })
  }()

  /// The clock for runs that start in this task.
  @TaskLocal static var current = continuous
}
