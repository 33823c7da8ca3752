import Dispatch
import Synchronization

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Android)
  import Android
#endif

/// The process between `attune tune` and a program, which stops the program and all its
/// descendants.
///
/// `attune` starts itself with the command `supervise`, which starts the program in a new process
/// group. The supervisor holds the reading end of a pipe, the lifeline, whose other end only
/// `attune` has. When that end is closed, by `attune` or by the system when `attune` exits, the
/// supervisor stops the group and, on Linux, every descendant, including those in other groups or
/// sessions. It kills the processes that the program has left behind, and then ends as the program
/// did, with its exit code or signal.
enum Supervisor {
  /// The internal command name.
  static let verb = "supervise"

  /// The descriptor of the lifeline in the supervisor.
  static let lifeline: Int32 = 3

  /// The time between SIGTERM and SIGKILL.
  static let grace = Duration.seconds(5)

  /// Runs a program, and ends with its exit code or signal.
  static func run(_ words: [String]) -> Never {
    // Only the lifeline stops the supervisor.
    for number in [SIGTERM, SIGINT, SIGHUP] { signal(number, SIG_IGN) }
    _ = fcntl(lifeline, F_SETFD, FD_CLOEXEC)
    _ = ProcessTree.adoptOrphans()
    let program: pid_t
    do {
      program = try Spawning.start(Launcher.words(words), ownGroup: true)
    } catch {
      Console().reportError(error)
      exit(127)
    }
    // The ID of the program's group is not reused before this process has waited for the program.
    let isKnownToHaveEnded = Mutex(false)
    DispatchQueue(label: "attune.lifeline").async {
      var byte: UInt8 = 0
      while read(lifeline, &byte, 1) < 0, errno == EINTR {}
      for number in [SIGTERM, SIGKILL] {
        isKnownToHaveEnded.withLock { isKnownToHaveEnded in
          guard !isKnownToHaveEnded else { return }
          kill(-program, number)
          ProcessTree.signal(number, except: program)
        }
        sleep(UInt32(grace.components.seconds))
      }
    }
    waitForEnd(of: program)
    var status: Int32 = 0
    isKnownToHaveEnded.withLock { isKnownToHaveEnded in
      isKnownToHaveEnded = true
      // A process created during the signals may have missed them.
      kill(-program, SIGKILL)
      while waitpid(program, &status, 0) < 0, errno == EINTR {}
    }
    ProcessTree.killChildren(within: grace)
    let end = ProcessEnd(status: status)
    guard case .signal(let number) = end else { exit(end.exitCode) }
    // A core dump of the supervisor would be useless.
    var limit = rlimit(rlim_cur: 0, rlim_max: 0)
    #if canImport(Glibc)
      setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &limit)
    #else
      setrlimit(RLIMIT_CORE, &limit)
    #endif
    signal(number, SIG_DFL)
    kill(getpid(), number)
    exit(128 + number)
  }

  /// Waits until a program has ended but leaves it waitable; reaps other children.
  private static func waitForEnd(of program: pid_t) {
    while true {
      var info = siginfo_t()
      guard waitid(P_ALL, 0, &info, WEXITED | WNOWAIT) == 0 else {
        if errno == EINTR { continue }
        return
      }
      let ended = info.process
      if ended == program { return }
      var status: Int32 = 0
      waitpid(ended, &status, 0)
    }
  }

  /// The path of this program.
  static var executable: String {
    #if canImport(Darwin)
      var size = UInt32(PATH_MAX)
      var path = [CChar](repeating: 0, count: Int(size))
      _NSGetExecutablePath(&path, &size)
      return String(cString: path)
    #else
      return "/proc/self/exe"
    #endif
  }
}

extension siginfo_t {
  /// The ID of the process.
  fileprivate var process: pid_t {
    #if canImport(Darwin)
      si_pid
    #else
      _sifields._sigchld.si_pid
    #endif
  }
}
