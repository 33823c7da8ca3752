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
  convenience init(creating path: String) throws {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw CommandError("\(path) cannot be written: \(systemError())") }
    self.init(descriptor)
  }

  deinit {
    close(descriptor)
  }

  /// Writes all bytes.
  func write(_ bytes: [UInt8]) throws {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { systemWrite(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else {
        throw CommandError("the output of a trial cannot be written: \(systemError())")
      }
      rest = rest.dropFirst(count)
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
