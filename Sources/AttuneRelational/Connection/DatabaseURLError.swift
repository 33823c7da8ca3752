/// An error in a database URL.
package struct DatabaseURLError: Error, Sendable, Hashable, CustomStringConvertible {
  /// What is wrong, and what to write instead; never with the password.
  package let description: String

  package init(_ description: String) {
    self.description = description
  }
}
