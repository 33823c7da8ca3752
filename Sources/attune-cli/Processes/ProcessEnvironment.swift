#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Android)
  import Android
#endif

/// The environment variables of a process, as bytes.
struct ProcessEnvironment {
  /// The entries `NAME=VALUE`, in order.
  private(set) var entries: [[UInt8]]

  /// The environment of this process.
  static var current: ProcessEnvironment {
    var entries: [[UInt8]] = []
    var next: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?> = environ
    while let entry = next.pointee {
      entries.append(
        UnsafeBufferPointer(start: entry, count: strlen(entry)).map(UInt8.init(bitPattern:)))
      next += 1
    }
    return ProcessEnvironment(entries: entries)
  }

  /// Whether a variable is set.
  func has(_ name: String) -> Bool {
    let start = ByteText.bytes(of: name + "=")
    return entries.contains { $0.starts(with: start) }
  }

  /// Returns the environment with variables added or replaced.
  ///
  /// - Parameter variables: Names and values, both as ``ByteText``.
  func setting(_ variables: some Sequence<(key: String, value: String)>) -> ProcessEnvironment {
    var result = self
    for (name, value) in variables {
      let start = ByteText.bytes(of: name + "=")
      result.entries.removeAll { $0.starts(with: start) }
      result.entries.append(start + ByteText.bytes(of: value))
    }
    return result
  }
}
