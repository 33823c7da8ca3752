/// An error for an analysis that a study does not support, such as importances without trials.
public struct AnalysisError: Error, Sendable, Hashable, CustomStringConvertible {
  /// What is missing, in which study, and how to fix it.
  public let description: String

  /// Creates an error.
  public init(_ description: String) {
    self.description = description
  }
}
