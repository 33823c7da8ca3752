#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Android)
  import Android
#endif

/// Starts programs, without a shell.
enum Spawning {
  /// The variables of this process.
  static var environment: [String: String] {
    var result: [String: String] = [:]
    var next: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?> = environ
    while let entry = next.pointee {
      let parts = String(cString: entry)
        .split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      if parts.count == 2 { result[String(parts[0])] = String(parts[1]) }
      next += 1
    }
    return result
  }

  /// Makes sure that there is a program, at a path or along `PATH`.
  static func find(_ program: String) throws {
    let paths =
      program.contains("/")
      ? [program]
      : (environment["PATH"] ?? "").split(separator: ":").map { "\($0)/\(program)" }
    guard paths.contains(where: { access($0, X_OK) == 0 }) else {
      throw CommandError("there is no program \(program) that can be run")
    }
  }

  /// Starts a program; returns the number of its process.
  ///
  /// Signals have their usual effect in it, whatever they have here.
  ///
  /// - Parameters:
  ///   - words: The program, looked for along `PATH`, and its arguments.
  ///   - environment: All its variables; nil for those of this process.
  ///   - ownGroup: Whether it gets a process group of its own, whose number is its own.
  ///   - files: The descriptors that it gets, by the numbers under which it gets them.
  static func start(
    _ words: [String], environment: [String: String]? = nil, ownGroup: Bool,
    files: [Int32: Int32] = [:]
  ) throws -> pid_t {
    #if canImport(Darwin)
      var attributes: posix_spawnattr_t?
      var actions: posix_spawn_file_actions_t?
    #else
      var attributes = posix_spawnattr_t()
      var actions = posix_spawn_file_actions_t()
    #endif
    posix_spawnattr_init(&attributes)
    posix_spawn_file_actions_init(&actions)
    defer {
      posix_spawnattr_destroy(&attributes)
      posix_spawn_file_actions_destroy(&actions)
    }
    var flags = Int32(POSIX_SPAWN_SETSIGDEF) | Int32(POSIX_SPAWN_SETSIGMASK)
    if ownGroup { flags |= Int32(POSIX_SPAWN_SETPGROUP) }
    posix_spawnattr_setflags(&attributes, Int16(flags))
    posix_spawnattr_setpgroup(&attributes, 0)
    var signals = sigset_t()
    sigemptyset(&signals)
    // Threads of queues block signals, and the mask is inherited.
    posix_spawnattr_setsigmask(&attributes, &signals)
    for number in [SIGINT, SIGTERM, SIGPIPE, SIGHUP, SIGQUIT] { sigaddset(&signals, number) }
    posix_spawnattr_setsigdefault(&attributes, &signals)
    // From the lowest number up: a descriptor may have the number that a later one is to get.
    for (number, descriptor) in files.sorted(by: { $0.key < $1.key }) {
      posix_spawn_file_actions_adddup2(&actions, descriptor, number)
    }
    var process = pid_t()
    let error = try withStrings(words) { arguments in
      guard let environment else {
        return posix_spawnp(&process, words[0], &actions, &attributes, arguments, environ)
      }
      return try withStrings(environment.map { "\($0)=\($1)" }) {
        posix_spawnp(&process, words[0], &actions, &attributes, arguments, $0)
      }
    }
    guard error == 0 else {
      throw CommandError("the program \(words[0]) cannot be started: \(systemError(error))")
    }
    return process
  }

  /// Runs a program to its end, with the input and output of this process.
  ///
  /// - Parameter files: The descriptors that it gets instead, by the numbers under which it gets them.
  static func run(_ words: [String], files: [Int32: Int32] = [:]) throws -> ProcessEnd {
    let process = try start(words, ownGroup: false, files: files)
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
    return ProcessEnd(status: status)
  }

  private static func withStrings<Result>(
    _ strings: [String], _ body: ([UnsafeMutablePointer<CChar>?]) throws -> Result
  ) throws -> Result {
    let copies = strings.map { strdup($0) }
    defer { for copy in copies { free(copy) } }
    return try body(copies + [nil])
  }
}
