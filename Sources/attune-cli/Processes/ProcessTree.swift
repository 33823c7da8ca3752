#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Android)
  import Android
#endif

/// The processes below this one: those that it has started, those that these have started, and so on.
///
/// On Linux alone. Elsewhere a process whose parent has ended is no longer found, and there is nothing
/// that lists children; there the functions do nothing.
enum ProcessTree {
  /// Makes this process the parent of all below it whose own parent ends; returns whether it is one then.
  ///
  /// So nothing leaves the tree, whatever session or process group it makes its own.
  static func adopt() -> Bool {
    // The number of PR_SET_CHILD_SUBREAPER in <sys/prctl.h>.
    control(36, 1)
  }

  /// Has this process killed when the thread that started it ends; it stays so when it becomes another
  /// program, unless that runs with the rights of another user.
  static func endWithParent() {
    // PR_SET_PDEATHSIG.
    _ = control(1, UInt(SIGKILL))
  }

  /// Whether this process has children, ended ones included.
  static var hasChildren: Bool {
    var info = siginfo_t()
    let result = waitid(P_ALL, 0, &info, WEXITED | WNOHANG | WNOWAIT)
    return result == 0 || errno != ECHILD
  }

  /// Sends a signal to every process below this one that is not in a process group.
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

  /// Kills the children of this process, and what then becomes its child, until there is none; stops
  /// after a time, since there are processes that cannot be killed.
  ///
  /// The number of a child belongs to it until this process takes note of its end, so that no other can
  /// be hit.
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

  // MARK: The system

  private struct Entry {
    let number: pid_t
    let parent: pid_t
    let group: pid_t
  }

  /// All processes that can be seen.
  private static func processes() -> [Entry] {
    var result: [Entry] = []
    #if os(Linux)
      guard let folder = opendir("/proc") else { return [] }
      defer { closedir(folder) }
      while let entry = readdir(folder) {
        let name = withUnsafePointer(to: &entry.pointee.d_name) {
          $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
        }
        if let number = pid_t(name), let entry = self.entry(number) { result.append(entry) }
      }
    #endif
    return result
  }

  private static func entry(_ number: pid_t) -> Entry? {
    let file = open("/proc/\(number)/stat", O_RDONLY | O_CLOEXEC)
    guard file >= 0, let bytes = FileHandle(file).read(),
      // The name of the program, in parentheses, may hold anything.
      let end = bytes.lastIndex(of: UInt8(ascii: ")"))
    else { return nil }
    let fields = String(decoding: bytes[(end + 1)...], as: UTF8.self).split(separator: " ")
    guard fields.count > 2, let parent = pid_t(fields[1]), let group = pid_t(fields[2]) else {
      return nil
    }
    return Entry(number: number, parent: parent, group: group)
  }

  /// Calls `prctl`, which Swift does not import since it has a variable number of arguments.
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
