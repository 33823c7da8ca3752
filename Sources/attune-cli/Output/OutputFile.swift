#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Android)
  import Android
#endif

/// A file that a command writes as a whole.
enum OutputFile {
  /// The option by which commands are told to write to a file.
  static let option = Option.value(
    "output", letter: "o", value: "PATH", "The file to write, in place of one that is there.",
    standard: "the output", isFile: true)

  /// Writes a text to a file, in place of one that is there.
  static func write(_ text: String, to path: String) throws(CommandError) {
    guard let file = fopen(path, "w") else { throw failure(path) }
    let bytes = Array(text.utf8)
    let isWritten = fwrite(bytes, 1, bytes.count, file) == bytes.count
    let failure = failure(path)
    guard fclose(file) == 0 else { throw Self.failure(path) }
    guard isWritten else { throw failure }
  }

  private static func failure(_ path: String) -> CommandError {
    CommandError("the file \(path) cannot be written: \(String(cString: strerror(errno)))")
  }
}

extension Console {
  /// Writes a text to a file, or to the output when none is named.
  func write(_ text: String, toFile path: String?) throws(CommandError) {
    if let path { try OutputFile.write(text, to: path) } else { try write(text) }
  }
}
