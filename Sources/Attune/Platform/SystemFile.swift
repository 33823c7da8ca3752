#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Android)
  import Android
#endif

#if !canImport(Darwin)
  /// Files that describe the system in Linux, such as those in `/proc`.
  enum SystemFile {
    /// The text of a file; empty if it cannot be read.
    static func contents(of path: String) -> String {
      // With O_CLOEXEC, so that programs started at this moment do not inherit the file.
      guard let file = fopen(path, "re") else { return "" }
      defer { fclose(file) }
      var bytes: [UInt8] = []
      var buffer = [UInt8](repeating: 0, count: 4096)
      while case let count = fread(&buffer, 1, buffer.count, file), count > 0 {
        bytes += buffer[..<count]
      }
      return String(decoding: bytes, as: UTF8.self)
    }

    /// The target of a symbolic link; empty if it cannot be read.
    static func target(of path: String) -> String {
      var link = [CChar](repeating: 0, count: 64)
      let length = max(0, readlink(path, &link, link.count))
      return String(decoding: link[..<length].map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
  }
#endif
