/// Walks through the lines of a part of a journal and turns them into records.
///
/// A last line that is unfinished, or that does not parse, counts as not written yet: its writer may
/// be at work or have died. A line that does not parse with another behind it is an error.
struct JournalLines {
  private static let newline = UInt8(ascii: "\n")

  private let bytes: UnsafeRawBufferPointer

  /// Where the next line starts; behind the last good line at the end.
  private(set) var start = 0
  private var behind = 0

  init(_ bytes: UnsafeRawBufferPointer) {
    self.bytes = bytes
  }

  /// The record of the next line; nil when there is none.
  mutating func next(
    _ decoder: inout JournalDecoder
  ) throws(JournalFormatError) -> StorageRecord? {
    start = behind
    guard let newline = bytes.firstIndex(of: Self.newline, from: start) else { return nil }
    let line = UnsafeRawBufferPointer(rebasing: bytes[start..<newline])
    if let record = decoder.plainRecord(line) {
      behind = newline + 1
      return record
    }
    let json: JSONValue
    do {
      json = try Self.parse(line)
    } catch {
      if error.isUnsupported {
        throw JournalFormatError("the line holds \(error.reason)", isUnsupported: true)
      }
      if newline == bytes.count - 1 { return nil }
      throw JournalFormatError("the line is not JSON (\(error.reason) at byte \(error.offset))")
    }
    behind = newline + 1
    return try decoder.record(json)
  }

  private static func parse(
    _ line: UnsafeRawBufferPointer
  ) throws(JSONParser.Failure) -> JSONValue {
    // Some editors put a mark before a text in UTF-8; Python passes over it as well.
    let mark = line.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    return try JSONParser.parse(UnsafeRawBufferPointer(rebasing: line.dropFirst(mark)))
  }

  /// Whether bytes may be the start of a file whose first record is still being written.
  ///
  /// Files of other kinds are told by it: an unfinished record is removed before the next one.
  static func mayBecomeRecord(_ bytes: [UInt8]) -> Bool {
    let start = Array("{\"op_code\":".utf8)
    return bytes.starts(with: start.prefix(bytes.count)) && !bytes.contains(newline)
  }

  /// The number, counted from 1, of the line that starts at an offset of a file.
  static func number(at offset: Int, in file: borrowing FileDescriptor) -> Int {
    var count = 1
    var start = 0
    while let index = try? file.firstIndex(of: newline, in: start..<offset) {
      count += 1
      start = index + 1
    }
    return count
  }

  /// Whether a line that starts so may be JSON, so that it is worth while to read it to its end.
  static func mayBeJSON(_ bytes: [UInt8]) -> Bool {
    guard let first = bytes.first else { return true }
    // A record is an object, white space and the mark of an editor allowed before it.
    return [0x7B, 0x20, 0x09, 0x0D, 0xEF].contains(first)
  }
}
