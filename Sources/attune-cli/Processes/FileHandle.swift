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

/// An open file or an end of a pipe, closed when the last reference is released.
final class FileHandle: Sendable {
  let descriptor: Int32

  /// - Parameter descriptor: The descriptor of an open file, owned by this object from now on.
  init(_ descriptor: Int32) {
    self.descriptor = descriptor
  }

  /// Creates a file, or truncates an existing one.
  convenience init(creating path: String) throws(SystemError) {
    try self.init(path, O_TRUNC, 0o666)
  }

  /// Creates a file that must not exist, not even as a symbolic link.
  convenience init(creatingNew path: String, mode: mode_t = 0o666) throws(SystemError) {
    try self.init(path, O_EXCL, mode)
  }

  /// Opens a file for reading.
  convenience init(reading path: String) throws(SystemError) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw SystemError.last() }
    self.init(descriptor)
  }

  private convenience init(_ path: String, _ flags: Int32, _ mode: mode_t) throws(SystemError) {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_CLOEXEC | flags, mode)
    guard descriptor >= 0 else { throw SystemError.last() }
    self.init(descriptor)
  }

  deinit {
    close(descriptor)
  }

  /// Writes all bytes.
  func write(_ bytes: [UInt8]) throws(SystemError) {
    try writeAll(bytes, to: descriptor)
  }

  /// Copies the owner and the permissions of another file.
  func copyAttributes(of other: stat) throws(SystemError) {
    var own = stat()
    guard fstat(descriptor, &own) == 0 else { throw SystemError.last() }
    if own.st_uid != other.st_uid || own.st_gid != other.st_gid {
      guard fchown(descriptor, other.st_uid, other.st_gid) == 0 else { throw SystemError.last() }
    }
    guard fchmod(descriptor, other.st_mode & 0o7777) == 0 else { throw SystemError.last() }
  }

  /// Waits until the written data has reached the device, if the file has one.
  func synchronize() throws(SystemError) {
    while fsync(descriptor) != 0 {
      if errno == EINTR { continue }
      guard errno == EINVAL || errno == ENOTSUP else { throw SystemError.last() }
      return
    }
  }

  /// Reads at most 64 KB.
  ///
  /// - Returns: No bytes at the end, and nil if none are available yet.
  func read() -> [UInt8]? {
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    let count = systemRead(descriptor, &buffer, buffer.count)
    guard count >= 0 else { return nil }
    return Array(buffer[..<count])
  }

  /// Creates a pipe whose ends are not inherited by other programs.
  static func pipe() throws -> (reading: FileHandle, writing: FileHandle) {
    var ends: [Int32] = [-1, -1]
    guard systemPipe(&ends) == 0 else {
      throw CommandError("a pipe cannot be created: \(SystemError.last())")
    }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    return (FileHandle(ends[0]), FileHandle(ends[1]))
  }
}

// Named differently from the methods that would shadow the C functions.
private func systemRead(_ file: Int32, _ bytes: UnsafeMutableRawPointer, _ count: Int) -> Int {
  read(file, bytes, count)
}

private func systemPipe(_ ends: UnsafeMutablePointer<Int32>) -> Int32 { pipe(ends) }
