import Attune

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

  /// Writes a text to a file, in place of one that is there, unless that is a journal.
  static func write(_ text: String, to path: String) throws(CommandError) {
    guard !isJournal(path) else {
      throw CommandError("the file \(path) is a journal and is not written over; name another one")
    }
    guard let file = fopen(path, "w") else { throw failure(path) }
    let bytes = Array(text.utf8)
    let isWritten = fwrite(bytes, 1, bytes.count, file) == bytes.count
    let failure = failure(path)
    guard fclose(file) == 0 else { throw Self.failure(path) }
    guard isWritten else { throw failure }
  }

  /// Whether a file begins as journals do; a slip of the hand must not cost a study.
  private static func isJournal(_ path: String) -> Bool {
    var status = stat()
    // Looking into a pipe would take away what is in it.
    guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
      let file = fopen(path, "r")
    else { return false }
    defer { fclose(file) }
    var bytes = [UInt8](repeating: 0, count: 4096)
    let count = fread(&bytes, 1, bytes.count, file)
    let line = String(decoding: bytes[..<count], as: UTF8.self).prefix { !$0.isNewline }
    return line.hasPrefix("{") && line.contains("\"op_code\"")
  }

  private static func failure(_ path: String) -> CommandError {
    CommandError("the file \(path) cannot be written: \(String(cString: strerror(errno)))")
  }
}

extension Console {
  /// Writes a text to a file, or to the output when none is named.
  func write(_ text: String, toFile path: String?) throws(CommandError) {
    if let path { try OutputFile.write(text, to: path) } else { try write(data: text) }
  }

  /// Writes lines for programs as they are; on a terminal, which would obey them, with control
  /// characters shown harmlessly.
  func write(data: String) throws(CommandError) {
    guard isTerminal else { return try write(data) }
    let lines = data.split(separator: "\r\n", omittingEmptySubsequences: false)
      .flatMap { $0.split(separator: "\n", omittingEmptySubsequences: false) }
    try write(lines.map { String($0).printable }.joined(separator: "\n"))
  }

  /// Writes a document that is for programs, not for people, to a file, or to the output when none is
  /// named and the output is no terminal.
  func write(document: String, toFile path: String?) throws {
    guard path != nil || !isTerminal else {
      throw UsageError("the output is a terminal; name a file by --output PATH")
    }
    try write(document, toFile: path)
  }
}
