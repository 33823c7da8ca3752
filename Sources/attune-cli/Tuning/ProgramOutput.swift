import Attune

/// Splits the output of a program into lines, and writes it to a file.
struct ProgramOutput {
  private static let lastLineCount = 5
  /// The maximum size in bytes of a line in messages.
  private static let lengthLimit = 200
  /// The maximum number of bytes read of a line, so that output without line ends does not fill
  /// memory.
  static let lineLimit = 1 << 16

  /// The last nonempty lines, for messages.
  private(set) var lastLines: [String] = []

  private var pending: [UInt8] = []
  /// Whether the pending line is truncated.
  private var isCut = false
  private let path: String
  private let file: FileHandle

  /// - Parameters:
  ///   - path: The path of the file, for messages.
  ///   - descriptor: The descriptor of the empty file, owned by this value from now on.
  init(path: String, descriptor: Int32) {
    self.path = path
    file = FileHandle(descriptor)
  }

  /// Appends bytes.
  ///
  /// - Returns: The completed lines; long lines are truncated and end with "…".
  mutating func take(_ bytes: [UInt8]) throws -> [String] {
    try keep(bytes)
    var lines: [String] = []
    var rest = bytes[...]
    // A carriage return, as in progress bars, also ends a line.
    while let end = rest.firstIndex(where: { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") })
    {
      append(rest[..<end])
      lines += takePending()
      rest = rest[(end + 1)...]
    }
    append(rest)
    return lines
  }

  /// Writes bytes to the file only.
  func keep(_ bytes: [UInt8]) throws(CommandError) {
    do throws(SystemError) {
      try file.write(bytes)
    } catch {
      throw CommandError("the output of a trial cannot be written to \(path): \(error)")
    }
  }

  private mutating func append(_ bytes: ArraySlice<UInt8>) {
    let capacity = Self.lineLimit - pending.count
    pending += bytes.prefix(capacity)
    isCut = isCut || bytes.count > capacity
  }

  /// Returns the last line if it has no line end.
  ///
  /// Call it after the last bytes.
  mutating func finish() -> [String] { takePending() }

  private mutating func takePending() -> [String] {
    guard !pending.isEmpty else { return [] }
    // The mark prevents a truncated number from being read as another number.
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
