/// An error for an analysis that a study does not support, such as importances without trials.
public struct AnalysisError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The kind of an error.
  public struct Code: Sendable, Hashable {
    private enum Value {
      case noTrials, noParameters, invalidRequest, unsupported, other
    }

    private let value: Value

    /// No trial has what the analysis needs, such as a finite value or a report.
    public static let noTrials = Code(value: .noTrials)
    /// The trials have too few parameters, or none in common.
    public static let noParameters = Code(value: .noParameters)
    /// A requested parameter, objective or column does not exist or is ambiguous, or a reference
    /// point is invalid.
    public static let invalidRequest = Code(value: .invalidRequest)
    /// The analysis does not support the study, such as a Pareto front of one objective.
    public static let unsupported = Code(value: .unsupported)
    /// Another reason.
    public static let other = Code(value: .other)
  }

  /// The kind of the error.
  public let code: Code

  /// What is missing, in which study, and how to fix it.
  public let description: String

  /// The underlying error; nil if there is none.
  ///
  /// Comparisons ignore it.
  public var underlyingError: (any Error)? { underlying.error }

  private let underlying: UnderlyingError

  /// Creates an error with a code.
  ///
  /// - Parameters:
  ///   - code: The kind of the error.
  ///   - description: What is missing, in which study, and how to fix it.
  ///   - underlyingError: The underlying error; nil if there is none.
  public init(_ code: Code, _ description: String, underlyingError: (any Error)? = nil) {
    self.code = code
    self.description = description
    underlying = UnderlyingError(underlyingError)
  }

  /// Creates an error with the code ``Code/other``.
  public init(_ description: String, underlyingError: (any Error)? = nil) {
    self.init(.other, description, underlyingError: underlyingError)
  }
}
