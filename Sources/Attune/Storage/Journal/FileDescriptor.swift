#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Android)
  import Android
#endif

/// An open file, closed when the value goes away.
struct FileDescriptor: ~Copyable {
  /// What tells a file from another that has taken its name.
  struct Identity: Equatable {
    let device: UInt64
    let node: UInt64
  }

  /// An error of the operating system.
  struct Failure: Error {
    let code: Int32

    /// The system's own words.
    var description: String { String(cString: strerror(code)) }

    /// Captures the error of the call just made.
    static func last() -> Failure { Failure(code: errno) }

    var isMissing: Bool { code == ENOENT }
    var isExisting: Bool { code == EEXIST }
  }

  let raw: Int32

  deinit {
    close(raw)
  }

  /// Opens an existing file for reading.
  init(reading path: String) throws(Failure) {
    try self.init(path, O_RDONLY)
  }

  /// Opens a file for reading and appending.
  ///
  /// - Parameter createsIfMissing: Whether to create it when it does not exist.
  init(appendingTo path: String, createsIfMissing: Bool) throws(Failure) {
    try self.init(path, O_RDWR | O_APPEND | (createsIfMissing ? O_CREAT : 0))
  }

  /// Creates a file for appending, which must not exist yet.
  init(creating path: String) throws(Failure) {
    try self.init(path, O_RDWR | O_APPEND | O_CREAT | O_EXCL)
  }

  private init(_ path: String, _ flags: Int32) throws(Failure) {
    var result: Int32
    // Opening a named pipe would wait for its other end.
    let flags = flags | O_CLOEXEC | O_NONBLOCK
    repeat { result = open(path, flags, 0o666) } while result < 0 && errno == EINTR
    guard result >= 0 else { throw Failure.last() }
    raw = result
  }

  /// The size in bytes, and what tells the file from others.
  ///
  /// - Throws: For pipes, which forget what is read from them.
  func status() throws(Failure) -> (size: Int, identity: Identity) {
    var status = stat()
    guard fstat(raw, &status) == 0 else { throw Failure.last() }
    guard status.st_mode & S_IFMT != S_IFIFO else { throw Failure(code: ESPIPE) }
    let identity = Identity(device: UInt64(status.st_dev), node: UInt64(status.st_ino))
    return (Int(status.st_size), identity)
  }

  /// The bytes of a range; fewer when the file ends before.
  func read(_ range: Range<Int>) throws(Failure) -> [UInt8] {
    // Nothing is new, nearly always; and threads would write to the empty array that all share.
    guard !range.isEmpty else { return [] }
    var failure: Failure?
    let bytes = [UInt8](unsafeUninitializedCapacity: range.count) { buffer, count in
      while count < range.count {
        let destination = UnsafeMutableRawBufferPointer(
          rebasing: UnsafeMutableRawBufferPointer(buffer)[count...])
        let result = pread(
          raw, destination.baseAddress, destination.count, off_t(range.lowerBound + count))
        if result < 0 {
          if errno == EINTR { continue }
          failure = Failure.last()
          return
        }
        if result == 0 { return }
        count += result
      }
    }
    if let failure { throw failure }
    return bytes
  }

  /// Appends bytes, in one call as long as the system takes them in one.
  func append(_ bytes: [UInt8]) throws(Failure) {
    var written = 0
    while written < bytes.count {
      let result = bytes.withUnsafeBytes { buffer in
        write(raw, buffer.baseAddress.map { $0 + written }, buffer.count - written)
      }
      if result < 0 {
        if errno == EINTR { continue }
        throw Failure.last()
      }
      written += result
    }
  }

  /// Cuts the file to a size.
  func truncate(to size: Int) throws(Failure) {
    var result: Int32
    repeat { result = ftruncate(raw, off_t(size)) } while result < 0 && errno == EINTR
    guard result == 0 else { throw Failure.last() }
  }

  /// Waits until what was written has reached the medium.
  func synchronize() throws(Failure) {
    var result: Int32
    repeat {
      #if canImport(Darwin)
        // Plain fsync leaves the data in the drive's cache there.
        result = fcntl(raw, F_FULLFSYNC)
      #else
        result = fsync(raw)
      #endif
    } while result < 0 && errno == EINTR
    guard result >= 0 else { throw Failure.last() }
  }

  /// Who has the kernel's exclusive lock on a file.
  enum LockState: Equatable {
    case held, heldElsewhere
    /// The file system has no such lock.
    case unavailable
  }

  /// Takes the kernel's exclusive lock on the file if it is free; it ends with the descriptor.
  func tryLock() -> LockState {
    if flock(raw, LOCK_EX | LOCK_NB) == 0 { return .held }
    return errno == EWOULDBLOCK ? .heldElsewhere : .unavailable
  }

  /// Gives the kernel's lock back before the descriptor ends.
  func unlock() {
    flock(raw, LOCK_UN)
  }

  /// The number of the process that holds the kernel's lock on the file; nil when it is not known.
  func lockHolder() -> Int? {
    #if canImport(Darwin)
      return nil
    #else
      var status = stat()
      guard fstat(raw, &status) == 0 else { return nil }
      // As in "1: FLOCK  ADVISORY  WRITE 4711 fe:00:385771 0 EOF".
      for line in SystemFile.contents(of: "/proc/locks").split(separator: "\n") {
        let fields = line.split(separator: " ")
        guard fields.count > 5, fields[1] == "FLOCK",
          let node = fields[5].split(separator: ":").last, UInt64(node) == UInt64(status.st_ino),
          let number = Int(fields[4]), number > 0
        else { continue }
        return number
      }
      return nil
    #endif
  }

  // MARK: Names

  /// What tells the file of a name from others; nil when there is none.
  static func identity(of path: String) -> Identity? {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    return Identity(device: UInt64(status.st_dev), node: UInt64(status.st_ino))
  }

  /// Whether there is anything of this name.
  static func exists(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0
  }

  /// Gives a file a further name, which nothing may have yet.
  static func name(_ path: String, also other: String) throws(Failure) {
    guard link(path, other) == 0 else { throw Failure.last() }
  }

  /// Takes a name away from a file; of several that try so at once one succeeds.
  static func unlink(_ path: String) throws(Failure) {
    guard systemUnlink(path) == 0 else { throw Failure.last() }
  }

  /// Takes a name away from a file, if it has it.
  static func remove(_ path: String) {
    systemUnlink(path)
  }
}

// Inside the type the plain name would find its own method.
@discardableResult
private func systemUnlink(_ path: String) -> Int32 {
  unlink(path)
}
