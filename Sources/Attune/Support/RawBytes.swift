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

  /// Whether other bytes stand at a place.
  @inline(__always)
  func holds(_ other: UnsafeRawBufferPointer, at start: Int) -> Bool {
    guard other.count <= count - start, let base = baseAddress, let otherBase = other.baseAddress
    else { return false }
    return memcmp(base + start, otherBase, other.count) == 0
  }
}
