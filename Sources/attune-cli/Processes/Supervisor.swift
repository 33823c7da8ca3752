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

/// The process between `attune tune` and a program, which leaves nothing of the program running.
///
/// `attune` starts itself with the verb `supervise`, and this starts the program in a process group of
/// its own. The supervisor holds the reading end of a pipe, the lifeline, whose other end only `attune`
/// has. When that is closed, by `attune` or, however it ends, by the system, the supervisor
/// ends the group and, on Linux, every process below it, whatever group or session that is in. It ends
/// as the program does, by its exit code or signal, and what the program has left behind is killed before.
enum Supervisor {
  /// The verb, which no user needs.
  static let verb = "supervise"

  /// The number under which the supervisor gets the lifeline.
  static let lifeline: Int32 = 3

  /// How long a program that is asked to end may take before it is killed.
  static let grace = Duration.seconds(5)

  /// Runs a program, and ends as it does.
  static func run(_ words: [String]) -> Never {
    // Only the lifeline says when it is time.
    for number in [SIGTERM, SIGINT, SIGHUP] { signal(number, SIG_IGN) }
    _ = fcntl(lifeline, F_SETFD, FD_CLOEXEC)
    _ = ProcessTree.adopt()
    let program: pid_t
    do {
      program = try Spawning.start(Launcher.words(words), ownGroup: true)
    } catch {
      Console().complain(error)
      exit(127)
    }
    // While the program has ended but that is not taken note of, no other can have the number of its group.
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
      // A process that was just being started may have missed the signals.
      kill(-program, SIGKILL)
      while waitpid(program, &status, 0) < 0, errno == EINTR {}
    }
    ProcessTree.killChildren(within: grace)
    let end = ProcessEnd(status: status)
    guard case .signal(let number) = end else { exit(end.exitCode) }
    // Nobody needs a memory dump of this process.
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

  /// Waits until a program has ended, without taking note of that, but of what else ends.
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

  /// Where this program is.
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
  /// The process that the information is about.
  fileprivate var process: pid_t {
    #if canImport(Darwin)
      si_pid
    #else
      _sifields._sigchld.si_pid
    #endif
  }
}
