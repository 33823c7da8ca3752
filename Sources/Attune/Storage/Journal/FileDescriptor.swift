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

  // MARK: Searching

  /// How many bytes are searched at a time.
  private static var searchedSize: Int { 1 << 18 }

  /// The place of the first byte of a kind in a range, found in bounded memory; nil when there is none.
  ///
  /// - Parameter byte: Not zero: the holes of sparse files are passed over.
  func firstIndex(of byte: UInt8, in range: Range<Int>) throws(Failure) -> Int? {
    var start = range.lowerBound
    while true {
      start = dataIndex(from: start, to: range.upperBound)
      let end = min(start + Self.searchedSize, range.upperBound)
      guard start < end else { return nil }
      let bytes = try read(start..<end)
      if let index = bytes.withUnsafeBytes({ $0.firstIndex(of: byte, from: 0) }) {
        return start + index
      }
      guard bytes.count == end - start else { return nil }
      start = end
    }
  }

  /// The place of the last byte of a kind in a range, found in bounded memory; nil when there is none.
  ///
  /// - Parameter byte: Not zero: the holes of sparse files are passed over.
  func lastIndex(of byte: UInt8, in range: Range<Int>) throws(Failure) -> Int? {
    var end = range.upperBound
    while end > range.lowerBound {
      let start = max(range.lowerBound, end - Self.searchedSize)
      if dataIndex(from: start, to: end) < end {
        let index = try read(start..<end).withUnsafeBytes { $0.lastIndex(of: byte) }
        if let index { return start + index }
      }
      end = start
    }
    return nil
  }

  /// The bytes of a range, of long stretches of zeros only some.
  func readWithoutZeros(_ range: Range<Int>) throws(Failure) -> [UInt8] {
    var bytes: [UInt8] = []
    var start = range.lowerBound
    var endsWithZeros = false
    while start < range.upperBound {
      let end = min(start + Self.searchedSize, range.upperBound)
      let piece = try read(start..<end)
      let isZero = piece.withUnsafeBytes(\.isZero)
      if !isZero || !endsWithZeros { bytes += piece }
      endsWithZeros = isZero
      guard piece.count == end - start else { break }
      start = end
    }
    return bytes
  }

  /// The first place of a range that is not in a hole; its end when there is none.
  private func dataIndex(from start: Int, to end: Int) -> Int {
    #if canImport(Darwin)
      let seekData: Int32 = 4
    #else
      let seekData: Int32 = 3
    #endif
    // Reads and appends do not use the position that this moves.
    let data = lseek(raw, off_t(start), seekData)
    if data >= 0 { return min(max(start, Int(data)), end) }
    return errno == ENXIO ? end : start
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
