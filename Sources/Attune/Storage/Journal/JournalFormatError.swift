/// A line that breaks the format of the journal; where it stands is added by who reads the file.
struct JournalFormatError: Error {
  let reason: String

  init(_ reason: String) {
    self.reason = reason
  }
}
