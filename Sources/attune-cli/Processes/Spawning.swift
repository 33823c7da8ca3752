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
  /// Checks that a program exists, at a path or in `PATH`.
  static func find(_ program: String) throws {
    let name = ByteText.bytes(of: program)
    let folders = getenv("PATH").map { String(cString: $0) } ?? "/bin:/usr/bin"
    let paths =
      name.contains(UInt8(ascii: "/"))
      ? [name]
      // An empty entry is the current folder.
      : folders.split(separator: ":", omittingEmptySubsequences: false)
        .map { Array(($0.isEmpty ? "." : $0).utf8) + [UInt8(ascii: "/")] + name }
    guard !name.isEmpty, paths.contains(where: isProgram) else {
      throw CommandError(
        "there is no executable program \(String(decoding: name, as: UTF8.self))")
    }
  }

  /// Whether a path names an executable regular file.
  private static func isProgram(_ path: [UInt8]) -> Bool {
    withStrings([path]) { paths in
      guard let path = paths[0] else { return false }
      var status = stat()
      // Folders also have the execute permission.
      return access(path, X_OK) == 0 && stat(path, &status) == 0
        && status.st_mode & S_IFMT == S_IFREG
    }
  }

  /// Starts a program and returns its process ID.
  ///
  /// The program starts with the default signal handling and an empty signal mask.
  ///
  /// - Parameters:
  ///   - words: The program, searched in `PATH`, and its arguments, as ``ByteText``.
  ///   - environment: The complete environment of the program.
  ///   - ownGroup: Whether the program leads a new process group.
  ///   - files: The files to pass, keyed by their descriptors in the program. They stay open until the
  ///     program has started.
  static func start(
    _ words: [String], environment: ProcessEnvironment = .current, ownGroup: Bool,
    files: [Int32: FileHandle] = [:]
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
    // Threads of dispatch queues block signals, and the mask is inherited.
    posix_spawnattr_setsigmask(&attributes, &signals)
    for number in [SIGINT, SIGTERM, SIGPIPE, SIGHUP, SIGQUIT] { sigaddset(&signals, number) }
    posix_spawnattr_setsigdefault(&attributes, &signals)
    // In ascending order: a descriptor may have the number that a later one gets.
    for (number, file) in files.sorted(by: { $0.key < $1.key }) {
      posix_spawn_file_actions_adddup2(&actions, file.descriptor, number)
    }
    var process = pid_t()
    let arguments = words.map(ByteText.bytes)
    guard !arguments.joined().contains(0), !environment.entries.joined().contains(0) else {
      throw CommandError("the program \(words[0]) cannot be started: an argument contains NUL")
    }
    // Optimized builds release a file after its last use, which closes it.
    let error: Int32 = withExtendedLifetime(files) {
      withStrings(arguments) { arguments in
        withStrings(environment.entries) { variables in
          guard let program = arguments[0] else { return EINVAL }
          return posix_spawnp(&process, program, &actions, &attributes, arguments, variables)
        }
      }
    }
    guard error == 0 else { throw failure(words[0], error) }
    return process
  }

  /// Runs a program to its end, with the standard streams of this process.
  ///
  /// - Parameter files: The files to pass instead, keyed by their descriptors in the program.
  static func run(_ words: [String], files: [Int32: FileHandle] = [:]) throws -> ProcessEnd {
    let process = try start(words, ownGroup: false, files: files)
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
    return ProcessEnd(status: status)
  }

  /// Replaces this process with a program, searched in `PATH`.
  ///
  /// - Returns: The error; the function returns only on failure.
  static func execute(_ words: [String]) -> CommandError {
    let code: Int32 = withStrings(words.map(ByteText.bytes)) { arguments in
      guard let program = arguments[0] else { return EINVAL }
      execvp(program, arguments)
      return errno
    }
    return failure(words[0], code)
  }

  private static func failure(_ program: String, _ code: Int32) -> CommandError {
    let name = String(decoding: ByteText.bytes(of: program), as: UTF8.self)
    return CommandError("the program \(name) cannot be started: \(SystemError(code: code))")
  }

  /// Calls a closure with a null-terminated array of C strings.
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
