/// Decodes the lines of a part of a journal.
///
/// An unfinished or invalid last line is ignored as not written yet: its writer may be active or have
/// crashed. An invalid line that is followed by another line is an error.
struct JournalLines {
  private static let newline = UInt8(ascii: "\n")

  private let bytes: UnsafeRawBufferPointer

  /// The start of the line read last; at the end, the index after the last valid line.
  private(set) var start = 0
  private var nextStart = 0

  init(_ bytes: UnsafeRawBufferPointer) {
    self.bytes = bytes
  }

  /// Returns the record of the next line, or nil if there is none.
  mutating func next(
    _ decoder: inout JournalDecoder
  ) throws(JournalFormatError) -> LogRecord? {
    start = nextStart
    guard let newline = bytes.firstIndex(of: Self.newline, from: start) else { return nil }
    let line = UnsafeRawBufferPointer(rebasing: bytes[start..<newline])
    if let record = decoder.plainRecord(line) {
      nextStart = newline + 1
      return record
    }
    let json: JSONValue
    do {
      json = try Self.parse(line)
    } catch {
      if error.isUnsupported {
        throw JournalFormatError(
          "the line contains \(error.reason)", isUnsupported: true, underlyingError: error)
      }
      if newline == bytes.count - 1 { return nil }
      throw JournalFormatError(
        "the line is not JSON (\(error.reason) at byte \(error.offset))", underlyingError: error)
    }
    nextStart = newline + 1
    return try decoder.record(json)
  }

  private static func parse(
    _ line: UnsafeRawBufferPointer
  ) throws(JSONParser.Failure) -> JSONValue {
    // Some editors write a byte order mark at the start of UTF-8 text; Python ignores it as well.
    let markSize = line.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    return try JSONParser.parse(UnsafeRawBufferPointer(rebasing: line.dropFirst(markSize)))
  }

  /// Returns whether bytes may be the start of a journal whose first record is still being written.
  ///
  /// This protects other files: the next append removes an unfinished record.
  static func mayBecomeRecord(_ bytes: [UInt8]) -> Bool {
    let start = Array("{\"op_code\":".utf8)
    return bytes.starts(with: start.prefix(bytes.count)) && !bytes.contains(newline)
  }

  /// Returns the number, counted from 1, of the line that starts at an offset of a file.
  static func number(at offset: Int, in file: borrowing FileDescriptor) -> Int {
    var count = 1
    var start = 0
    while let index = try? file.firstIndex(of: newline, in: start..<offset) {
      count += 1
      start = index + 1
    }
    return count
  }

  /// Returns whether a line that starts with the given bytes may be JSON, so that it should be read.
  static func mayBeJSON(_ bytes: [UInt8]) -> Bool {
    guard let first = bytes.first else { return true }
    // A record is an object, optionally preceded by white space or a byte order mark.
    return [0x7B, 0x20, 0x09, 0x0D, 0xEF].contains(first)
  }
}
