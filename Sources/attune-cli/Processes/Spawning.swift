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

/// Starts programs, without a shell.
enum Spawning {
  /// Makes sure that there is a program, at a path or along `PATH`.
  static func find(_ program: String) throws {
    let name = ByteText.bytes(of: program)
    let folders = getenv("PATH").map { String(cString: $0) } ?? "/bin:/usr/bin"
    let paths =
      name.contains(UInt8(ascii: "/"))
      ? [name]
      // An empty part is the folder at work.
      : folders.split(separator: ":", omittingEmptySubsequences: false)
        .map { Array(($0.isEmpty ? "." : $0).utf8) + [UInt8(ascii: "/")] + name }
    guard !name.isEmpty, paths.contains(where: isProgram) else {
      throw CommandError(
        "there is no program \(String(decoding: name, as: UTF8.self)) that can be run")
    }
  }

  /// Whether there is a file at a path that can be run.
  private static func isProgram(_ path: [UInt8]) -> Bool {
    withStrings([path]) { paths in
      guard let path = paths[0] else { return false }
      var status = stat()
      // A folder can be passed through, which is the same right.
      return access(path, X_OK) == 0 && stat(path, &status) == 0
        && status.st_mode & S_IFMT == S_IFREG
    }
  }

  /// Starts a program; returns the number of its process.
  ///
  /// Signals have their usual effect in it, whatever they have here.
  ///
  /// - Parameters:
  ///   - words: The program, looked for along `PATH`, and its arguments, as ``ByteText``.
  ///   - environment: All its variables.
  ///   - ownGroup: Whether it gets a process group of its own, whose number is its own.
  ///   - files: The descriptors that it gets, by the numbers under which it gets them.
  static func start(
    _ words: [String], environment: ProcessEnvironment = .current, ownGroup: Bool,
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
    let arguments = words.map(ByteText.bytes)
    guard !arguments.joined().contains(0), !environment.entries.joined().contains(0) else {
      throw CommandError("the program \(words[0]) cannot be started: no argument can hold NUL")
    }
    let error: Int32 = withStrings(arguments) { arguments in
      withStrings(environment.entries) { variables in
        guard let program = arguments[0] else { return EINVAL }
        return posix_spawnp(&process, program, &actions, &attributes, arguments, variables)
      }
    }
    guard error == 0 else { throw failure(words[0], error) }
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

  /// Makes this process a program, looked for along `PATH`; returns only when that fails.
  static func become(_ words: [String]) -> CommandError {
    let code: Int32 = withStrings(words.map(ByteText.bytes)) { arguments in
      guard let program = arguments[0] else { return EINVAL }
      execvp(program, arguments)
      return errno
    }
    return failure(words[0], code)
  }

  private static func failure(_ program: String, _ code: Int32) -> CommandError {
    let name = String(decoding: ByteText.bytes(of: program), as: UTF8.self)
    return CommandError("the program \(name) cannot be started: \(systemError(code))")
  }

  /// Calls a closure with strings as C has them, and nil behind the last.
  private static func withStrings<Result>(
    _ strings: [[UInt8]], _ body: ([UnsafeMutablePointer<CChar>?]) throws -> Result
  ) rethrows -> Result {
    let copies = strings.map { bytes in
      let copy = UnsafeMutablePointer<CChar>.allocate(capacity: bytes.count + 1)
      for (index, byte) in bytes.enumerated() { copy[index] = CChar(bitPattern: byte) }
      copy[bytes.count] = 0
      return copy
    }
    defer { for copy in copies { copy.deallocate() } }
    return try body(copies + [nil])
  }
}
