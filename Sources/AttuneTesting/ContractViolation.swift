/// An error that describes a requirement of a contract that an implementation violates.
public struct ContractViolation: Error, Sendable, Hashable, CustomStringConvertible {
  /// The violated requirement and, where it helps, the observed behaviour.
  public let description: String

  init(_ description: String) {
    self.description = description
  }
}

/// Throws a violation unless a condition is true.
func require(_ condition: Bool, _ requirement: @autoclosure () -> String) throws {
  guard condition else { throw ContractViolation(requirement()) }
}
