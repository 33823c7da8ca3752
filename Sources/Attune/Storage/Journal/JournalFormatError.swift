/// An error for a line that violates the journal format; the reader of the file adds the line number.
struct JournalFormatError: Error {
  let reason: String

  /// Whether the line is valid but contains a value that this library cannot represent.
  let isUnsupported: Bool

  init(_ reason: String, isUnsupported: Bool = false) {
    self.reason = reason
    self.isUnsupported = isUnsupported
  }
}
