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

    /// What to do about it; nil when the system's own words say all there is to say.
    var advice: String? {
      switch code {
      case EACCES, EPERM, EROFS: "its file and folder must be writable"
      case EMFILE:
        "this process has too many files open: close some, or raise the limit by `ulimit -n`"
      case ENFILE: "all processes together have too many files open: end some of them"
      case ENOSPC, EDQUOT: "free some space"
      case ENAMETOOLONG: "give it a shorter path"
      case EISDIR: "name a file, not a folder"
      default: nil
      }
    }
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

  /// Opens a file.
  ///
  /// - Parameter folder: The descriptor of the folder at which a relative path begins.
  init(_ path: String, _ flags: Int32, in folder: Int32 = AT_FDCWD) throws(Failure) {
    var result: Int32
    // Opening a named pipe would wait for its other end.
    let flags = flags | O_CLOEXEC | O_NONBLOCK
    repeat { result = openat(folder, path, flags, 0o666) } while result < 0 && errno == EINTR
    guard result >= 0 else { throw Failure.last() }
    raw = result
  }

  /// Returns the open descriptor, which the caller has to close.
  consuming func release() -> Int32 {
    let descriptor = raw
    discard self
    return descriptor
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

  /// Takes the kernel's exclusive lock on the file if nobody has it; it ends with the descriptor.
  func tryLock() -> Bool {
    flock(raw, LOCK_EX | LOCK_NB) == 0
  }

  // MARK: Names

  /// Whether there is anything of this name.
  static func exists(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0
  }

  /// Gives a file a further name, which nothing may have yet.
  static func name(_ path: String, also other: String) throws(Failure) {
    guard link(path, other) == 0 else { throw Failure.last() }
  }

  /// Takes a name away from a file, if it has it.
  static func remove(_ path: String) {
    unlink(path)
  }
}
