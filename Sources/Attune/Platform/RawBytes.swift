#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Android)
  import Android
#endif

// The C library searches and compares many bytes at a time.
extension UnsafeRawBufferPointer {
  /// The first place of a byte at or behind another place.
  func firstIndex(of byte: UInt8, from start: Int) -> Int? {
    guard start < count, let base = baseAddress,
      let found = memchr(base + start, Int32(byte), count - start)
    else { return nil }
    return UnsafeRawPointer(found) - base
  }

  /// The last place of a byte.
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

  /// Whether other bytes stand at a place.
  @inline(__always)
  func holds(_ other: UnsafeRawBufferPointer, at start: Int) -> Bool {
    guard other.count <= count - start, let base = baseAddress, let otherBase = other.baseAddress
    else { return false }
    return memcmp(base + start, otherBase, other.count) == 0
  }
}
