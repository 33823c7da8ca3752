/// An error in data, splits, scores or search spaces.
public struct EvaluationError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The message: what is wrong, where, and how to fix it.
  public let description: String

  /// Creates an error with a message.
  public init(_ description: String) {
    self.description = description
  }
}
