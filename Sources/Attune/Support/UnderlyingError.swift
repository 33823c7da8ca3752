/// The error that caused another one, such as a failed system call that caused a ``StorageError``.
///
/// It is a property of error types that are `Hashable`. All its values are equal, so that comparisons
/// of errors depend only on the other properties.
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
