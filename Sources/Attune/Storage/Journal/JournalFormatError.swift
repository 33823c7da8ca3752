/// An error for a line that violates the journal format; the reader of the file adds the line number.
package struct JournalFormatError: Error, CustomStringConvertible {
  package let reason: String

  /// Whether the line is valid but contains a value that this library cannot represent.
  let isUnsupported: Bool

  /// The underlying error, such as that of the JSON parser; nil if there is none.
  let underlyingError: (any Error)?

  init(_ reason: String, isUnsupported: Bool = false, underlyingError: (any Error)? = nil) {
    self.reason = reason
    self.isUnsupported = isUnsupported
    self.underlyingError = underlyingError
  }

  /// The reason, as the underlying error of a ``StorageError`` is printed.
  package var description: String { reason }
}
