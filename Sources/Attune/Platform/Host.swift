/// What a study knows of its process and of time; tests put others in its place.
struct Host: Sendable {
  /// The process in which the study runs.
  var process = ProcessIdentity.current

  /// How long this machine has run since some moment, sleep not counted: a clock that nobody sets.
  ///
  /// Containers sleep with the machine, so its sleep must not look like their death.
  var uptime: @Sendable () -> Duration = { epoch.duration(to: .now) }

  /// The time of day, which other machines may see differently.
  var now: @Sendable () -> Timestamp = Timestamp.now

  /// What the system shows of a process number.
  var look: @Sendable (Int) -> ProcessSight = ProcessSight.init(of:)

  /// When the running boot began, by the clock of the machine; nil when that is not known.
  var bootTime: @Sendable () -> Timestamp? = Timestamp.ofBoot

  /// Whether a file is on a file system that no other machine and no other boot can write to.
  var isLocalFile: @Sendable (String) -> Bool = LocalFileSystem.holds

  private static let epoch = SuspendingClock.now
}
