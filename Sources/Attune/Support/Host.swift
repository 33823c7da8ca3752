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

  private static let epoch = SuspendingClock.now
}
