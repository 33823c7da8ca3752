#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Android)
  import Android
#endif

/// A file, or an end of a pipe, that is closed when nobody uses it any more.
final class FileHandle: Sendable {
  let descriptor: Int32

  /// - Parameter descriptor: Of an open file, which nobody else closes.
  init(_ descriptor: Int32) {
    self.descriptor = descriptor
  }

  /// Creates a file, or empties the one that is there.
  convenience init(creating path: String) throws(SystemError) {
    try self.init(path, O_TRUNC, 0o666)
  }

  /// Creates a file, which must not exist yet, not even as a symbolic link.
  convenience init(creatingNew path: String, mode: mode_t = 0o666) throws(SystemError) {
    try self.init(path, O_EXCL, mode)
  }

  private convenience init(_ path: String, _ flags: Int32, _ mode: mode_t) throws(SystemError) {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_CLOEXEC | flags, mode)
    guard descriptor >= 0 else { throw SystemError() }
    self.init(descriptor)
  }

  deinit {
    close(descriptor)
  }

  /// Writes all bytes.
  func write(_ bytes: [UInt8]) throws(SystemError) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { systemWrite(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw SystemError() }
      rest = rest.dropFirst(count)
    }
  }

  /// Gives the file the owner and the permissions of another one.
  func adopt(_ other: stat) throws(SystemError) {
    var own = stat()
    guard fstat(descriptor, &own) == 0 else { throw SystemError() }
    if own.st_uid != other.st_uid || own.st_gid != other.st_gid {
      guard fchown(descriptor, other.st_uid, other.st_gid) == 0 else { throw SystemError() }
    }
    guard fchmod(descriptor, other.st_mode & 0o7777) == 0 else { throw SystemError() }
  }

  /// Waits until what was written has reached the medium, where there is one.
  func synchronize() throws(SystemError) {
    while fsync(descriptor) != 0 {
      if errno == EINTR { continue }
      guard errno == EINVAL || errno == ENOTSUP else { throw SystemError() }
      return
    }
  }

  /// The next bytes, at most some thousand; none at the end, nil when there are none yet.
  func read() -> [UInt8]? {
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    let count = systemRead(descriptor, &buffer, buffer.count)
    guard count >= 0 else { return nil }
    return Array(buffer[..<count])
  }

  /// The two ends of a new pipe, which other programs do not inherit.
  static func pipe() throws -> (reading: FileHandle, writing: FileHandle) {
    var ends: [Int32] = [-1, -1]
    guard systemPipe(&ends) == 0 else {
      throw CommandError("no pipe can be made: \(systemError())")
    }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    return (FileHandle(ends[0]), FileHandle(ends[1]))
  }
}

/// An error of the operating system.
struct SystemError: Error, CustomStringConvertible {
  let code: Int32

  /// - Parameter code: That of the call just made, unless another one is given.
  init(_ code: Int32 = errno) {
    self.code = code
  }

  /// The system's own words.
  var description: String { systemError(code) }
}

/// What the system says about the last call that failed.
func systemError(_ code: Int32 = errno) -> String { String(cString: strerror(code)) }

// Apart from the methods of the same names.
private func systemWrite(_ file: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
  write(file, bytes, count)
}

private func systemRead(_ file: Int32, _ bytes: UnsafeMutableRawPointer, _ count: Int) -> Int {
  read(file, bytes, count)
}

private func systemPipe(_ ends: UnsafeMutablePointer<Int32>) -> Int32 { pipe(ends) }
