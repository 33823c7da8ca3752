/// A line that breaks the format of the journal; where it stands is added by who reads the file.
struct JournalFormatError: Error {
  let reason: String

  /// Whether the line is sound and holds what this library has no value for.
  let isUnsupported: Bool

  init(_ reason: String, isUnsupported: Bool = false) {
    self.reason = reason
    self.isUnsupported = isUnsupported
  }
}
