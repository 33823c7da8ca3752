#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Android)
  import Android
#endif

/// The step between a supervisor and its program on Linux: a process that asks to be killed when the
/// supervisor ends, and becomes the program.
///
/// For when the supervisor and `attune` are killed at the same time, so that neither can end it.
enum Launcher {
  /// The verb, which no user needs.
  static let verb = "launch"

  /// Becomes a program.
  ///
  /// - Parameter words: The number of the supervisor's process; the program and its arguments.
  static func run(_ words: [String]) -> Never {
    ProcessTree.endWithParent()
    // The supervisor may have ended before.
    guard words.count > 1, getppid() == pid_t(words[0]) else { exit(127) }
    Console().complain(Spawning.become(Array(words.dropFirst())))
    exit(127)
  }

  /// The words that start a program by this step, where there is one.
  static func words(_ program: [String]) -> [String] {
    #if os(Linux)
      [Supervisor.executable, verb, String(getpid())] + program
    #else
      program
    #endif
  }
}
