import Attune

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Android)
  import Android
#endif

/// The descendants of this process.
///
/// Linux only. On other platforms the functions do nothing: a process whose parent has exited can
/// no longer be found, and no call lists children.
enum ProcessTree {
  /// Makes this process adopt descendants whose parent exits.
  ///
  /// - Returns: Whether that succeeded.
  ///
  /// Then no descendant leaves the tree, even with a new session or process group.
  static func adoptOrphans() -> Bool {
    // The number of PR_SET_CHILD_SUBREAPER in <sys/prctl.h>.
    control(36, 1)
  }

  /// Kills this process when the thread that started it exits.
  ///
  /// The setting survives `exec`, unless the program runs with the privileges of another user.
  static func endWithParent() {
    // PR_SET_PDEATHSIG.
    _ = control(1, UInt(SIGKILL))
  }

  /// Whether this process has children, including zombies.
  static var hasChildren: Bool {
    var info = siginfo_t()
    let result = waitid(P_ALL, 0, &info, WEXITED | WNOHANG | WNOWAIT)
    return result == 0 || errno != ECHILD
  }

  /// Sends a signal to every descendant outside a process group.
  static func signal(_ number: Int32, except group: pid_t) {
    let processes = processes()
    var parents: Set = [getpid()]
    var count = 0
    while count < parents.count {
      count = parents.count
      for process in processes where parents.contains(process.parent) {
        parents.insert(process.number)
      }
    }
    parents.remove(getpid())
    for process in processes where parents.contains(process.number) && process.group != group {
      kill(process.number, number)
    }
  }

  /// Kills the children of this process, and the orphans it then adopts, until none is left or the
  /// time is over, since some processes cannot be killed.
  ///
  /// The process ID of a child is not reused before this process has waited for it, so no other
  /// process can be hit.
  static func killChildren(except kept: Set<pid_t> = [], within time: Duration) {
    let end = ContinuousClock.now + time
    while hasChildren {
      let parent = getpid()
      let children = processes().filter { $0.parent == parent && !kept.contains($0.number) }
      let isAnyKilled = children.reduce(false) { kill($1.number, SIGKILL) == 0 || $0 }
      guard isAnyKilled, ContinuousClock.now < end else { return }
      for child in children {
        var status: Int32 = 0
        waitpid(child.number, &status, WNOHANG)
      }
      usleep(1000)
    }
  }

  // MARK: System calls

  private struct Entry {
    let number: pid_t
    let parent: pid_t
    let group: pid_t
  }

  /// All visible processes.
  private static func processes() -> [Entry] {
    var result: [Entry] = []
    #if os(Linux)
      guard let folder = opendir("/proc") else { return [] }
      defer { closedir(folder) }
      while let entry = readdir(folder) {
        let name = withUnsafePointer(to: &entry.pointee.d_name) {
          $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
        }
        if let number = pid_t(name), let status = ProcessStatus(of: name) {
          result.append(Entry(number: number, parent: status.parent, group: status.group))
        }
      }
    #endif
    return result
  }

  /// Calls `prctl`, which Swift does not import because it is variadic.
  private static func control(_ option: Int32, _ value: UInt) -> Bool {
    #if os(Linux)
      typealias Control = @convention(c) (Int32, UInt, UInt, UInt, UInt) -> Int32
      guard let function = dlsym(nil, "prctl") else { return false }
      return unsafeBitCast(function, to: Control.self)(option, value, 0, 0, 0) == 0
    #else
      return false
    #endif
  }
}
