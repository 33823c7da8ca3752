/// A promise of a contract that an implementation does not keep.
public struct ContractViolation: Error, Sendable, Hashable, CustomStringConvertible {
  /// Which promise, and what was seen instead.
  public let description: String

  init(_ description: String) {
    self.description = description
  }
}

/// Throws a violation unless a condition holds.
func require(_ condition: Bool, _ promise: @autoclosure () -> String) throws {
  guard condition else { throw ContractViolation(promise()) }
}
