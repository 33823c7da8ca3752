/// How time is told and waited for, so that tests need not wait.
struct RunClock: Sendable {
  /// The time since some moment, which stays the same.
  let now: @Sendable () -> Duration

  /// Waits until that time, or until the task is cancelled.
  let sleep: @Sendable (_ until: Duration) async -> Void

  /// Real time, that in which the machine sleeps included.
  static let continuous: RunClock = {
    let start = ContinuousClock.now
    return RunClock(
      now: { .now - start },
      sleep: { try? await Task.sleep(until: start + $0, clock: .continuous) })
  }()

  /// The clock of the runs that begin.
  @TaskLocal static var current = continuous
}
