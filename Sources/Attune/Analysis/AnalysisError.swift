/// A study from which something cannot be worked out, as the importances of one without trials.
public struct AnalysisError: Error, Sendable, Hashable, CustomStringConvertible {
  /// What is missing, in which study, and what to do about it.
  public let description: String

  /// Creates an error.
  public init(_ description: String) {
    self.description = description
  }
}
