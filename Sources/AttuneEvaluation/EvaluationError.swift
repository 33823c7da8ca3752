/// Something about data, splits or scores that does not fit together.
public struct EvaluationError: Error, Sendable, Hashable, CustomStringConvertible {
  /// What happened, where, and what to do about it.
  public let description: String

  /// Creates an error with its description.
  public init(_ description: String) {
    self.description = description
  }
}
