/// Why something cannot be evaluated: what is wrong, where, and what to do about it.
public struct EvaluationError: Error, Sendable, Hashable, CustomStringConvertible {
  /// What is wrong, where, and what to do.
  public let description: String

  /// Creates an error from a text that says what is wrong, where, and what to do.
  public init(_ description: String) {
    self.description = description
  }
}
