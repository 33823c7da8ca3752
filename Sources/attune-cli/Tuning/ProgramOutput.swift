/// The output of a program line by line, kept in a file as it comes.
struct ProgramOutput {
  private static let lastLineCount = 5
  private static let lengthLimit = 200
  /// How many bytes of a line are read; what has no ends of lines must not fill the memory.
  static let lineLimit = 1 << 16

  /// The last lines that are not empty, for messages.
  private(set) var lastLines: [String] = []

  private var pending: [UInt8] = []
  /// Whether the pending line is longer than what is read of it.
  private var isCut = false
  private let file: FileHandle

  /// - Parameter path: The file, which is written anew.
  init(path: String) throws {
    file = try FileHandle(creating: path)
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
  func keep(_ bytes: [UInt8]) throws { try file.write(bytes) }

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
      lastLines.append(String(line.prefix(Self.lengthLimit)))
      lastLines = lastLines.suffix(Self.lastLineCount)
    }
    return [line]
  }
}
