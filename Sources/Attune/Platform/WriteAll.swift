#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Android)
  import Android
#endif

/// Writes bytes to an open file, in one system call unless the system writes only a part.
///
/// - Parameter file: The file descriptor.
package func writeAll(_ bytes: [UInt8], to file: Int32) throws(SystemError) {
  var written = 0
  while written < bytes.count {
    let count = bytes.withUnsafeBytes { buffer in
      write(file, buffer.baseAddress.map { $0 + written }, buffer.count - written)
    }
    if count < 0, errno == EINTR { continue }
    guard count > 0 else { throw SystemError.last() }
    written += count
  }
}
