import Attune

/// A reader of comma-separated values as in RFC 4180, also with line ends of any system.
struct CSVReader {
  /// An error in the text.
  struct Failure: Error {
    /// The number of the line, from 1.
    let line: Int
    /// The number of the byte in its line, from 1.
    let column: Int
    /// What is wrong, and what to do.
    let problem: String
  }

  /// The value of a field, and whether it was in quotation marks.
  struct Field: Equatable {
    var text: String
    var isQuoted = false
  }

  private let bytes: [UInt8]
  private var position = 0
  private var line = 1
  private var lineStart = 0

  /// Creates a reader of a text.
  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    // The byte order mark that spreadsheets write.
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { (position, lineStart) = (3, 3) }
  }

  /// Reads the fields of the next record that is not an empty line; nil at the end.
  mutating func next() throws(Failure) -> (line: Int, fields: [Field])? {
    while position < bytes.count {
      let start = line
      var fields = [try field()]
      while take(",") { fields.append(try field()) }
      guard takeLineEnd() || position == bytes.count else {
        throw failure("text after a closing quotation mark; double a quotation mark within a text")
      }
      if fields != [Field(text: "")] { return (start, fields) }
    }
    return nil
  }

  private func failure(_ problem: String) -> Failure {
    Failure(line: line, column: position - lineStart + 1, problem: problem)
  }

  private mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard position < bytes.count, bytes[position] == UInt8(ascii: character) else { return false }
    position += 1
    return true
  }

  /// Skips a line feed, a carriage return, or both.
  private mutating func takeLineEnd() -> Bool {
    let isReturn = take("\r")
    guard take("\n") || isReturn else { return false }
    line += 1
    lineStart = position
    return true
  }

  private mutating func field() throws(Failure) -> Field {
    guard take("\"") else {
      let start = position
      while position < bytes.count, !",\r\n".utf8.contains(bytes[position]) { position += 1 }
      return Field(text: try text(bytes[start..<position]))
    }
    let opening = failure(
      "a quotation mark is not closed; close it, or put the text in two of them")
    var content: [UInt8] = []
    while position < bytes.count {
      if take("\"") {
        guard take("\"") else { return Field(text: try text(content[...]), isQuoted: true) }
        content.append(UInt8(ascii: "\""))
      } else {
        let start = position
        if !takeLineEnd() { position += 1 }
        content += bytes[start..<position]
      }
    }
    throw opening
  }

  private func text(_ bytes: ArraySlice<UInt8>) throws(Failure) -> String {
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw failure("text that is not UTF-8; save the file as UTF-8")
    }
    return text
  }
}
