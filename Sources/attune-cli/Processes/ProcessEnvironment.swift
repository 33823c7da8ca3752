#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Android)
  import Android
#endif

/// The variables of a process, each as its bytes.
struct ProcessEnvironment {
  /// `NAME=VALUE`, in their order.
  private(set) var entries: [[UInt8]]

  /// Those of this process.
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

  /// Whether there is a variable of a name.
  func has(_ name: String) -> Bool {
    let start = ByteText.bytes(of: name + "=")
    return entries.contains { $0.starts(with: start) }
  }

  /// These variables and others, in place of those of the same names.
  ///
  /// - Parameter variables: Names and values, either as ``ByteText``.
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
