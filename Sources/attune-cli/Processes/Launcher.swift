#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Android)
  import Android
#endif

/// The step between a supervisor and its program on Linux: a process that asks to be killed when
/// the supervisor exits, and then executes the program.
///
/// Needed if the supervisor and `attune` are killed at the same time, so that neither can stop the
/// program.
enum Launcher {
  /// The internal command name.
  static let verb = "launch"

  /// Replaces this process with a program.
  ///
  /// - Parameter words: The process ID of the supervisor, the program and its arguments.
  static func run(_ words: [String]) -> Never {
    ProcessTree.endWithParent()
    // The supervisor may already have exited.
    guard words.count > 1, getppid() == pid_t(words[0]) else { exit(127) }
    Console().reportError(Spawning.execute(Array(words.dropFirst())))
    exit(127)
  }

  /// The arguments that start a program through the launcher, on platforms that use it.
  static func words(_ program: [String]) -> [String] {
    #if os(Linux)
      [Supervisor.executable, verb, String(getpid())] + program
    #else
      program
    #endif
  }
}
