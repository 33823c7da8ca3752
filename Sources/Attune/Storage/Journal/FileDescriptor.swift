#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Android)
  import Android
#endif

/// An open file, closed at the end of the value's lifetime.
struct FileDescriptor: ~Copyable {
  /// The identity of a file, independent of its name.
  struct Identity: Equatable {
    let device: UInt64
    let node: UInt64
  }

  let raw: Int32

  deinit {
    close(raw)
  }

  /// Opens an existing file for reading.
  init(reading path: String) throws(SystemError) {
    try self.init(path, O_RDONLY)
  }

  /// Opens a file for reading and appending.
  ///
  /// - Parameter createsIfMissing: Whether to create it when it does not exist.
  init(appendingTo path: String, createsIfMissing: Bool) throws(SystemError) {
    try self.init(path, O_RDWR | O_APPEND | (createsIfMissing ? O_CREAT : 0))
  }

  /// Creates a file, which must not exist yet, for appending.
  init(creating path: String) throws(SystemError) {
    try self.init(path, O_RDWR | O_APPEND | O_CREAT | O_EXCL)
  }

  /// Opens a file.
  ///
  /// - Parameter folder: The descriptor of the folder that a relative path starts from.
  init(_ path: String, _ flags: Int32, in folder: Int32 = AT_FDCWD) throws(SystemError) {
    var result: Int32
    // Without O_NONBLOCK, opening a named pipe would wait for its other end.
    let flags = flags | O_CLOEXEC | O_NONBLOCK
    repeat { result = openat(folder, path, flags, 0o666) } while result < 0 && errno == EINTR
    guard result >= 0 else { throw SystemError.last() }
    raw = result
  }

  /// Returns the open descriptor, which the caller must close.
  consuming func release() -> Int32 {
    let descriptor = raw
    discard self
    return descriptor
  }

  /// Returns the size in bytes and the identity of the file.
  ///
  /// - Throws: `ESPIPE` for pipes, which cannot be read at a position.
  func status() throws(SystemError) -> (size: Int, identity: Identity) {
    var status = stat()
    guard fstat(raw, &status) == 0 else { throw SystemError.last() }
    guard status.st_mode & S_IFMT != S_IFIFO else { throw SystemError(code: ESPIPE) }
    let identity = Identity(device: UInt64(status.st_dev), node: UInt64(status.st_ino))
    return (Int(status.st_size), identity)
  }

  /// Returns the bytes of a range, fewer if the file ends within it.
  func read(_ range: Range<Int>) throws(SystemError) -> [UInt8] {
    // The common case. The initializer below would make threads write to the shared empty array.
    guard !range.isEmpty else { return [] }
    var failure: SystemError?
    let bytes = [UInt8](unsafeUninitializedCapacity: range.count) { buffer, count in
      while count < range.count {
        let destination = UnsafeMutableRawBufferPointer(
          rebasing: UnsafeMutableRawBufferPointer(buffer)[count...])
        let result = pread(
          raw, destination.baseAddress, destination.count, off_t(range.lowerBound + count))
        if result < 0 {
          if errno == EINTR { continue }
          failure = SystemError.last()
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

  /// The number of bytes searched at a time.
  private static var searchBlockSize: Int { 1 << 18 }

  /// Returns the index of the first occurrence of a byte in a range, or nil.
  ///
  /// Uses bounded memory.
  ///
  /// - Parameter byte: A nonzero byte: holes of sparse files are skipped.
  func firstIndex(of byte: UInt8, in range: Range<Int>) throws(SystemError) -> Int? {
    var start = range.lowerBound
    while true {
      start = dataIndex(from: start, to: range.upperBound)
      let end = min(start + Self.searchBlockSize, range.upperBound)
      guard start < end else { return nil }
      let bytes = try read(start..<end)
      if let index = bytes.withUnsafeBytes({ $0.firstIndex(of: byte, from: 0) }) {
        return start + index
      }
      guard bytes.count == end - start else { return nil }
      start = end
    }
  }

  /// Returns the index of the last occurrence of a byte in a range, or nil.
  ///
  /// Uses bounded memory.
  ///
  /// - Parameter byte: A nonzero byte: holes of sparse files are skipped.
  func lastIndex(of byte: UInt8, in range: Range<Int>) throws(SystemError) -> Int? {
    var end = range.upperBound
    while end > range.lowerBound {
      let start = max(range.lowerBound, end - Self.searchBlockSize)
      if dataIndex(from: start, to: end) < end {
        let index = try read(start..<end).withUnsafeBytes { $0.lastIndex(of: byte) }
        if let index { return start + index }
      }
      end = start
    }
    return nil
  }

  /// Returns the bytes of a range, with long runs of zeros shortened.
  func readWithoutZeros(_ range: Range<Int>) throws(SystemError) -> [UInt8] {
    var bytes: [UInt8] = []
    var start = range.lowerBound
    var endsWithZeros = false
    while start < range.upperBound {
      let end = min(start + Self.searchBlockSize, range.upperBound)
      let piece = try read(start..<end)
      let isZero = piece.withUnsafeBytes(\.isZero)
      if !isZero || !endsWithZeros { bytes += piece }
      endsWithZeros = isZero
      guard piece.count == end - start else { break }
      start = end
    }
    return bytes
  }

  /// Returns the first index of a range that is not in a hole of a sparse file, or the end of the range.
  private func dataIndex(from start: Int, to end: Int) -> Int {
    #if canImport(Darwin)
      let seekData: Int32 = 4
    #else
      let seekData: Int32 = 3
    #endif
    // `lseek` moves the file position, which reads and appends do not use.
    let data = lseek(raw, off_t(start), seekData)
    if data >= 0 { return min(max(start, Int(data)), end) }
    return errno == ENXIO ? end : start
  }

  /// Appends bytes, in one system call unless the system writes only a part.
  func append(_ bytes: [UInt8]) throws(SystemError) {
    try writeAll(bytes, to: raw)
  }

  /// Truncates the file to a size.
  func truncate(to size: Int) throws(SystemError) {
    var result: Int32
    repeat { result = ftruncate(raw, off_t(size)) } while result < 0 && errno == EINTR
    guard result == 0 else { throw SystemError.last() }
  }

  /// Waits until all written bytes have reached the disk.
  func synchronize() throws(SystemError) {
    var result: Int32
    repeat {
      #if canImport(Darwin)
        // On Darwin, `fsync` leaves the data in the drive's cache.
        result = fcntl(raw, F_FULLFSYNC)
      #else
        result = fsync(raw)
      #endif
    } while result < 0 && errno == EINTR
    guard result >= 0 else { throw SystemError.last() }
  }

  /// The state of the kernel's exclusive lock (`flock`) on a file.
  enum LockState: Equatable {
    case held, heldElsewhere
    /// The file system does not support the lock.
    case unavailable
  }

  /// Acquires the kernel's exclusive lock on the file if it is free.
  ///
  /// Closing the descriptor releases the lock.
  func tryLock() -> LockState {
    if flock(raw, LOCK_EX | LOCK_NB) == 0 { return .held }
    return errno == EWOULDBLOCK ? .heldElsewhere : .unavailable
  }

  /// Releases the kernel's lock.
  func unlock() {
    flock(raw, LOCK_UN)
  }

  /// Returns the ID of the process that holds the kernel's lock on the file, or nil if it is unknown.
  func lockHolder() -> Int? {
    #if canImport(Darwin)
      return nil
    #else
      var status = stat()
      guard fstat(raw, &status) == 0 else { return nil }
      // The format of a line is "1: FLOCK  ADVISORY  WRITE 4711 fe:00:385771 0 EOF".
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

  /// Returns the identity of the file at a path, or nil if it does not exist.
  static func identity(of path: String) -> Identity? {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    return Identity(device: UInt64(status.st_dev), node: UInt64(status.st_ino))
  }

  /// Returns whether anything exists at a path, including a dangling symbolic link.
  static func exists(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0
  }

  /// Creates a hard link to a file; the new path must not exist yet.
  static func createHardLink(at newPath: String, to path: String) throws(SystemError) {
    guard link(path, newPath) == 0 else { throw SystemError.last() }
  }

  /// Removes a directory entry.
  ///
  /// If several processes try this at once, only one succeeds.
  static func unlink(_ path: String) throws(SystemError) {
    guard systemUnlink(path) == 0 else { throw SystemError.last() }
  }

  /// Removes a directory entry, if it exists.
  static func remove(_ path: String) {
    systemUnlink(path)
  }
}

// Inside the type, the name `unlink` refers to its own method.
@discardableResult
private func systemUnlink(_ path: String) -> Int32 {
  unlink(path)
}
