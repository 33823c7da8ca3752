#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Android)
  import Android
#endif

/// What the system reveals about a process number.
enum ProcessVisibility: Sendable, Hashable {
  /// A process with the given start time, in a unit that depends on the system.
  case visible(start: Int)
  /// A process that is hidden from this user, as with the `hidepid` option of Linux.
  case hidden
  /// No running process has the number; a zombie does not count.
  case absent

  /// Looks up the process with a number.
  init(of number: Int) {
    // Numbers come from files, and those up to 0 would denote process groups.
    guard let identifier = pid_t(exactly: number), identifier > 0 else {
      self = .absent
      return
    }
    if let known = Self.lookup(identifier) {
      self = known
    } else {
      // Signal 0 only checks whether the process exists, visible or not.
      self = kill(identifier, 0) == 0 || errno != ESRCH ? .hidden : .absent
    }
  }

  #if canImport(Darwin)
    /// The start time of this process; nil if the system does not report it.
    static var ownStart: Int? {
      guard case .visible(let start)? = lookup(getpid()) else { return nil }
      return start
    }

    private static func lookup(_ number: pid_t) -> ProcessVisibility? {
      var query = [CTL_KERN, KERN_PROC, KERN_PROC_PID, number]
      var info = kinfo_proc()
      var size = MemoryLayout<kinfo_proc>.stride
      guard sysctl(&query, 4, &info, &size, nil, 0) == 0, size > 0 else { return nil }
      let start = info.kp_proc.p_un.__p_starttime
      return .visible(start: Int(start.tv_sec) * 1_000_000 + Int(start.tv_usec))
    }
  #else
    /// The start time of this process; nil if the system does not report it.
    static var ownStart: Int? { ProcessStatus(of: "self")?.start }

    /// Whether `/proc` shows the PID namespace of this process and not that of a parent.
    private static let showsOwnNamespace =
      SystemFile.target(of: "/proc/self") == String(getpid())

    private static func lookup(_ number: pid_t) -> ProcessVisibility? {
      guard showsOwnNamespace, let status = ProcessStatus(of: String(number)) else { return nil }
      return status.isZombie ? .absent : .visible(start: status.start)
    }
  #endif
}
