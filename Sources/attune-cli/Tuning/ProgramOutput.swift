import Attune

/// The output of a program line by line, kept in a file as it comes.
struct ProgramOutput {
  private static let lastLineCount = 5
  /// How many bytes of a line messages have.
  private static let lengthLimit = 200
  /// How many bytes of a line are read; what has no ends of lines must not fill the memory.
  static let lineLimit = 1 << 16

  /// The last lines that are not empty, for messages.
  private(set) var lastLines: [String] = []

  private var pending: [UInt8] = []
  /// Whether the pending line is longer than what is read of it.
  private var isCut = false
  private let path: String
  private let file: FileHandle

  /// - Parameters:
  ///   - path: The path of the file, for messages.
  ///   - descriptor: The empty file.
  init(path: String, descriptor: Int32) {
    self.path = path
    file = FileHandle(descriptor)
  }

  /// Takes the next bytes; returns the lines that they complete, of very long ones the start and "…".
  mutating func take(_ bytes: [UInt8]) throws -> [String] {
    try keep(bytes)
    var lines: [String] = []
    var rest = bytes[...]
    // What overwrites its line, as progress bars do, ends it as well.
    while let end = rest.firstIndex(where: { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") })
    {
      append(rest[..<end])
      lines += takePending()
      rest = rest[(end + 1)...]
    }
    append(rest)
    return lines
  }

  /// Keeps the next bytes in the file, and nothing more of them.
  func keep(_ bytes: [UInt8]) throws(CommandError) {
    do throws(SystemError) {
      try file.write(bytes)
    } catch {
      throw CommandError("the output of a trial cannot be written to \(path): \(error)")
    }
  }

  private mutating func append(_ bytes: ArraySlice<UInt8>) {
    let room = Self.lineLimit - pending.count
    pending += bytes.prefix(room)
    isCut = isCut || bytes.count > room
  }

  /// The line that nothing ended, when no more bytes will come.
  mutating func finish() -> [String] { takePending() }

  private mutating func takePending() -> [String] {
    guard !pending.isEmpty else { return [] }
    // The mark keeps a number that was cut from being read as another one.
    let line = String(decoding: pending, as: UTF8.self) + (isCut ? "…" : "")
    pending.removeAll(keepingCapacity: true)
    isCut = false
    if !line.allSatisfy(\.isWhitespace) {
      lastLines.append(line.shortened(toBytes: Self.lengthLimit))
      lastLines = lastLines.suffix(Self.lastLineCount)
    }
    return [line]
  }
}
