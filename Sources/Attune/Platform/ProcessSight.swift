#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Android)
  import Android
#endif

/// What the system shows of a process number.
enum ProcessSight: Sendable, Hashable {
  /// A process that started at a time, in a unit of the system's own.
  case visible(start: Int)
  /// There is a process, of which this user sees nothing, as under Linux' `hidepid`.
  case hidden
  /// No process has the number; one that has ended and was not waited for counts as none.
  case absent

  /// Looks for the process of a number.
  init(of number: Int) {
    // Numbers come from files: 0 and below would mean groups of processes.
    guard let identifier = pid_t(exactly: number), identifier > 0 else {
      self = .absent
      return
    }
    if let shown = Self.shown(identifier) {
      self = shown
    } else {
      // Signal 0 is never sent; the answer says whether there is a process, visible or not.
      self = kill(identifier, 0) == 0 || errno != ESRCH ? .hidden : .absent
    }
  }

  #if canImport(Darwin)
    /// When this process started; nil when the system does not say.
    static var ownStart: Int? {
      guard case .visible(let start)? = shown(getpid()) else { return nil }
      return start
    }

    private static func shown(_ number: pid_t) -> ProcessSight? {
      var query = [CTL_KERN, KERN_PROC, KERN_PROC_PID, number]
      var info = kinfo_proc()
      var size = MemoryLayout<kinfo_proc>.stride
      guard sysctl(&query, 4, &info, &size, nil, 0) == 0, size > 0 else { return nil }
      let start = info.kp_proc.p_un.__p_starttime
      return .visible(start: Int(start.tv_sec) * 1_000_000 + Int(start.tv_usec))
    }
  #else
    /// When this process started; nil when the system does not say.
    static var ownStart: Int? {
      guard case .visible(let start)? = parse(SystemFile.contents(of: "/proc/self/stat")) else {
        return nil
      }
      return start
    }

    /// Whether `/proc` shows the name space of this process, and not that of a parent of it.
    private static let showsOwnSpace =
      SystemFile.target(of: "/proc/self") == String(getpid())

    private static func shown(_ number: pid_t) -> ProcessSight? {
      guard showsOwnSpace else { return nil }
      return parse(SystemFile.contents(of: "/proc/\(number)/stat"))
    }

    /// Reads a line of `/proc/N/stat`; nil when there is none.
    private static func parse(_ line: String) -> ProcessSight? {
      // The second field is the name in parentheses and may hold anything, so count from its end.
      guard let name = line.lastIndex(of: ")") else { return nil }
      let fields = line[name...].split(separator: " ")
      guard fields.count > 20, let start = Int(fields[20]) else { return nil }
      // A zombie has ended; its parent has not waited for it yet.
      return fields[1] == "Z" || fields[1] == "X" ? .absent : .visible(start: start)
    }
  #endif
}
