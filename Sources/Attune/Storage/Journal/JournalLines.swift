/// Walks through the lines of a part of a journal.
///
/// A last line that is unfinished, or that does not parse, counts as not written yet: its writer may
/// be at work or have died. A line that does not parse with another behind it is an error.
struct JournalLines {
  private let bytes: [UInt8]

  /// Where the next line starts; behind the last good line at the end.
  private(set) var start = 0
  private var behind = 0

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// The JSON of the next line; nil when there is none.
  mutating func next() throws(JournalFormatError) -> JSONValue? {
    start = behind
    guard let newline = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) else { return nil }
    do {
      let value = try Self.parse(bytes, start..<newline)
      behind = newline + 1
      return value
    } catch {
      if newline == bytes.count - 1 { return nil }
      throw JournalFormatError("the line is not JSON (\(error.reason) at byte \(error.offset))")
    }
  }

  private static func parse(
    _ bytes: [UInt8], _ range: Range<Int>
  ) throws(JSONParser.Failure) -> JSONValue {
    // Some editors put a mark before a text in UTF-8; Python passes over it as well.
    let mark = bytes[range].starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    let result = bytes.withUnsafeBytes { buffer in
      Result { () throws(JSONParser.Failure) in
        try JSONParser.parse(UnsafeRawBufferPointer(rebasing: buffer[range].dropFirst(mark)))
      }
    }
    return try result.get()
  }

  /// Whether bytes may be the start of a file whose first record is still being written.
  ///
  /// Files of other kinds are told by it: an unfinished record is removed before the next one.
  static func mayBecomeRecord(_ bytes: [UInt8]) -> Bool {
    let start = Array("{\"op_code\":".utf8)
    return bytes.starts(with: start.prefix(bytes.count)) && !bytes.contains(UInt8(ascii: "\n"))
  }

  /// The number, counted from 1, of the line that starts at an offset of a file.
  static func number(at offset: Int, in file: borrowing FileDescriptor) -> Int {
    let before = (try? file.read(0..<offset)) ?? []
    return before.count { $0 == UInt8(ascii: "\n") } + 1
  }
}
