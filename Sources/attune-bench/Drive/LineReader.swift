import Foundation

/// Reads a file line by line, and calls the system only when no complete line is buffered.
struct LineReader: ~Copyable {
  private let descriptor: Int32
  private var buffer = [UInt8](repeating: 0, count: 1 << 16)
  private var unread = 0..<0

  /// Creates a reader of a file descriptor.
  init(descriptor: Int32) {
    self.descriptor = descriptor
  }

  /// Calls a closure with the bytes of the next line, without its end; returns nil after the last.
  mutating func withNextLine<Result>(
    _ body: (UnsafeRawBufferPointer) throws -> Result
  ) throws -> Result? {
    var searched = unread.lowerBound
    while true {
      if let end = buffer[searched..<unread.upperBound].firstIndex(of: UInt8(ascii: "\n")) {
        let line = unread.lowerBound..<end
        unread = end + 1..<unread.upperBound
        return try call(body, line)
      }
      searched = unread.upperBound
      guard try fill(&searched) else {
        let line = unread
        unread = 0..<0
        return line.isEmpty ? nil : try call(body, line)
      }
    }
  }

  private func call<Result>(
    _ body: (UnsafeRawBufferPointer) throws -> Result, _ line: Range<Int>
  ) rethrows -> Result {
    try buffer.withUnsafeBytes { try body(UnsafeRawBufferPointer(rebasing: $0[line])) }
  }

  /// Reads more bytes into the buffer; returns false at the end of the file.
  ///
  /// - Parameter index: An index in the buffer, adjusted when its bytes are moved.
  private mutating func fill(_ index: inout Int) throws -> Bool {
    if unread.upperBound == buffer.count {
      // Make space at the end: move the unread bytes to the front, or grow the buffer.
      buffer.replaceSubrange(0..<unread.count, with: Array(buffer[unread]))
      index -= unread.lowerBound
      unread = 0..<unread.count
      if unread.count == buffer.count {
        buffer += [UInt8](repeating: 0, count: buffer.count)
      }
    }
    let start = unread.upperBound
    let descriptor = descriptor
    let count = buffer.withUnsafeMutableBytes { bytes in
      let free = UnsafeMutableRawBufferPointer(rebasing: bytes[start...])
      var count = 0
      repeat {
        count = read(descriptor, free.baseAddress, free.count)
      } while count < 0 && errno == EINTR
      return count
    }
    guard count >= 0 else {
      throw CommandError("the input cannot be read: \(String(cString: strerror(errno)))")
    }
    unread = unread.lowerBound..<start + count
    return count > 0
  }
}
