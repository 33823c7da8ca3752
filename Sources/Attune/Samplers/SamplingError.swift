/// The error of a sampler that cannot propose a value.
public struct SamplingError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The kind of an error.
  public struct Code: Sendable, Hashable {
    private enum Value {
      case unknownParameter, invalidValue, exhausted, other
    }

    private let value: Value

    /// The sampler has no values for the parameter.
    public static let unknownParameter = Code(value: .unknownParameter)
    /// The value that the sampler proposes is not one of the distribution.
    public static let invalidValue = Code(value: .invalidValue)
    /// The sampler has proposed all of its values.
    public static let exhausted = Code(value: .exhausted)
    /// Another reason.
    public static let other = Code(value: .other)
  }

  /// The kind of the error.
  public let code: Code

  /// The reason, and how to fix it.
  public let description: String

  /// The underlying error; nil if there is none.
  ///
  /// Comparisons ignore it.
  public var underlyingError: (any Error)? { underlying.error }

  private let underlying: UnderlyingError

  /// Creates an error with a code; the study adds the trial and the parameter.
  ///
  /// - Parameters:
  ///   - code: The kind of the error.
  ///   - description: The reason, and how to fix it.
  ///   - underlyingError: The underlying error; nil if there is none.
  public init(_ code: Code, _ description: String, underlyingError: (any Error)? = nil) {
    self.code = code
    self.description = description
    underlying = UnderlyingError(underlyingError)
  }

  /// Creates an error with the code ``Code/other``; the study adds the trial and the parameter.
  public init(_ description: String, underlyingError: (any Error)? = nil) {
    self.init(.other, description, underlyingError: underlyingError)
  }
}
