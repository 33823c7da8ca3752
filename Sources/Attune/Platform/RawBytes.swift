#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Android)
  import Android
#endif

// The functions of the C library search and compare many bytes at a time.
extension UnsafeRawBufferPointer {
  /// The first offset of a byte, from a start offset on; nil if there is none.
  func firstIndex(of byte: UInt8, from start: Int) -> Int? {
    guard start < count, let base = baseAddress,
      let found = memchr(base + start, Int32(byte), count - start)
    else { return nil }
    return UnsafeRawPointer(found) - base
  }

  /// The last offset of a byte; nil if there is none.
  func lastIndex(of byte: UInt8) -> Int? {
    var last: Int?
    while let next = firstIndex(of: byte, from: last.map { $0 + 1 } ?? 0) { last = next }
    return last
  }

  /// Whether all bytes are zero.
  var isZero: Bool {
    guard let base = baseAddress, count > 0 else { return true }
    return self[0] == 0 && memcmp(base, base + 1, count - 1) == 0
  }

  /// Whether other bytes occur at an offset.
  @inline(__always)
  func contains(_ other: UnsafeRawBufferPointer, at start: Int) -> Bool {
    guard other.count <= count - start, let base = baseAddress, let otherBase = other.baseAddress
    else { return false }
    return memcmp(base + start, otherBase, other.count) == 0
  }
}
