/// The error behind another error, such as a failed system call behind an error of a storage.
///
/// It is a property of error types that are `Hashable`. All values are equal, so that only the other
/// properties decide whether two errors are.
package struct UnderlyingError: Sendable, Hashable {
  /// The error; nil if there is none.
  package let error: (any Error)?

  /// Creates the property from an error.
  package init(_ error: (any Error)?) {
    self.error = error
  }

  /// Returns true.
  package static func == (a: UnderlyingError, b: UnderlyingError) -> Bool { true }

  /// Hashes nothing, since all values are equal.
  package func hash(into hasher: inout Hasher) {}
}
