/// The process, the clocks and the file systems that a study sees; tests replace them.
struct Environment: Sendable {
  /// The clock of the time limits of a run, which also advances while the machine sleeps.
  struct Clock: Sendable {
    /// The current time, as the duration since a fixed moment.
    let now: @Sendable () -> Duration

    /// Waits until the given time, or until the task is cancelled.
    let sleep: @Sendable (_ until: Duration) async -> Void

    /// A clock of real time.
    static let continuous: Clock = {
      let start = ContinuousClock.now
      return Clock(
        now: { .now - start },
        sleep: { try? await Task.sleep(until: start + $0, clock: .continuous) })
    }()
  }

  /// The environment of studies that are opened, and of runs that start, in this task.
  @TaskLocal static var current = Environment()

  var clock = Clock.continuous

  /// The process in which the study runs.
  var process = ProcessIdentity.current

  /// The time since a fixed moment, excluding the machine's sleep; a monotonic clock.
  ///
  /// Containers sleep with the machine, so sleep must not make their leases expire.
  var uptime: @Sendable () -> Duration = { epoch.duration(to: .now) }

  /// The time of day, which may differ between machines.
  var now: @Sendable () -> Timestamp = Timestamp.now

  /// Looks up a process number in the system.
  var visibility: @Sendable (Int) -> ProcessVisibility = ProcessVisibility.init(of:)

  /// The start time of the current boot, by the clock of the machine; nil if it is unknown.
  var bootTime: @Sendable () -> Timestamp? = Timestamp.ofBoot

  /// Whether a file is on a file system that only this machine and this boot can write to.
  var isLocalFile: @Sendable (String) -> Bool = LocalFileSystem.contains

  /// The program's path and its arguments.
  var arguments: @Sendable () -> [String] = { CommandLine.arguments }

  /// The revision of the Git repository that the working folder lies in; nil if there is none.
  var revision: @Sendable () -> String? = GitRepository.currentRevision

  private static let epoch = SuspendingClock.now
}
