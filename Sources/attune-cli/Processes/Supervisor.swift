import Dispatch

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
/// has. When that is closed, by `attune` or, however it dies, by the system, the supervisor
/// ends the group. It ends as the program does, by its exit code or signal, and what the program has left
/// behind is killed before.
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
    let program: pid_t
    do {
      program = try Spawning.start(words, ownGroup: true)
    } catch {
      Console().complain(error)
      exit(127)
    }
    DispatchQueue(label: "attune.lifeline").async {
      var byte: UInt8 = 0
      while read(lifeline, &byte, 1) < 0, errno == EINTR {}
      kill(-program, SIGTERM)
      sleep(UInt32(grace.components.seconds))
      kill(-program, SIGKILL)
    }
    // A process that was just being started may have missed the signals. While the program has ended but
    // is not taken note of, nobody else can have the number of its group.
    var info = siginfo_t()
    while waitid(P_PID, id_t(program), &info, WEXITED | WNOWAIT) < 0, errno == EINTR {}
    kill(-program, SIGKILL)
    var status: Int32 = 0
    while waitpid(program, &status, 0) < 0, errno == EINTR {}
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
