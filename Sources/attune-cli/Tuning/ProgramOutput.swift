/// The output of a program line by line, kept in a file as it comes.
struct ProgramOutput {
  private static let lastLineCount = 5
  private static let lengthLimit = 200

  /// The last lines that are not empty, for messages.
  private(set) var lastLines: [String] = []

  private var pending: [UInt8] = []
  private let file: FileHandle

  /// - Parameter path: The file, which is written anew.
  init(path: String) throws {
    file = try FileHandle(creating: path)
  }

  /// Takes the next bytes; returns the lines that they complete.
  mutating func take(_ bytes: some Sequence<UInt8>) throws -> [String] {
    let bytes = Array(bytes)
    try file.write(bytes)
    // What overwrites its line, as progress bars do, ends it as well.
    let ends: Set<UInt8> = [UInt8(ascii: "\n"), UInt8(ascii: "\r")]
    var lines: [String] = []
    for byte in bytes {
      guard ends.contains(byte) else {
        pending.append(byte)
        continue
      }
      lines.append(contentsOf: takePending())
    }
    return lines
  }

  /// The line that nothing ended, when no more bytes will come.
  mutating func finish() -> [String] { takePending() }

  private mutating func takePending() -> [String] {
    guard !pending.isEmpty else { return [] }
    let line = String(decoding: pending, as: UTF8.self)
    pending.removeAll(keepingCapacity: true)
    if !line.allSatisfy(\.isWhitespace) {
      lastLines.append(String(line.prefix(Self.lengthLimit)))
      lastLines = lastLines.suffix(Self.lastLineCount)
    }
    return [line]
  }
}
