#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#elseif canImport(Android)
  internal import Android
#endif

/// Pauses before a series of statements is repeated: random, growing, and limited in sum.
struct Backoff {
  private static let longestPause = Duration.seconds(1)

  private let limits: RetryLimits
  private let clock = ContinuousClock()
  private var pause = Duration.milliseconds(2)

  /// The first failure of each kind.
  private var firstConflict: ContinuousClock.Instant?
  private var firstLoss: ContinuousClock.Instant?

  init(_ limits: RetryLimits) {
    self.limits = limits
  }

  /// The time since a connection was lost; nil if none was.
  var lossDuration: Duration? { firstLoss.map { clock.now - $0 } }

  /// Waits before the next attempt.
  ///
  /// - Returns: False if an error of this kind does not pass, or has lasted for too long.
  mutating func wait(after kind: SQLError.Kind, hasConnected: Bool) -> Bool {
    let now = clock.now
    switch kind {
    case .conflict, .busy:
      let first = firstConflict ?? now
      firstConflict = first
      guard now - first < limits.conflicts else { return false }
    case .connectionLost, .unreachable:
      // A server that never answered is probably another one.
      guard hasConnected else { return false }
      let first = firstLoss ?? now
      firstLoss = first
      guard now - first < limits.reconnection else { return false }
    default: return false
    }
    // Random, so that workers that collided do not collide again.
    Self.sleep(for: pause * Double.random(in: 0.5...1.5))
    pause = min(pause * 2, Self.longestPause)
    return true
  }

  /// Blocks the thread for a duration.
  static func sleep(for duration: Duration) {
    let (seconds, attoseconds) = duration.components
    var time = timespec()
    time.tv_sec = numericCast(seconds)
    time.tv_nsec = numericCast(attoseconds / 1_000_000_000)
    nanosleep(&time, nil)
  }
}
