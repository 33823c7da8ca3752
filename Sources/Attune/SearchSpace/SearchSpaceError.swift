/// An error that describes an invalid range, step, scale, list of choices or prior.
public struct SearchSpaceError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The kind of an error.
  public struct Code: Sendable, Hashable {
    private enum Value {
      case invalidRange, invalidStep, invalidScale, invalidChoices, invalidPrior, invalidFormat
    }

    private let value: Value

    /// The range is empty, not finite, or has integers that are not recorded exactly.
    public static let invalidRange = Code(value: .invalidRange)
    /// The step is not a finite positive number.
    public static let invalidStep = Code(value: .invalidStep)
    /// The scale is logarithmic, but the range contains values that are not positive, or there
    /// is a step.
    public static let invalidScale = Code(value: .invalidScale)
    /// There are no choices, or a label occurs twice.
    public static let invalidChoices = Code(value: .invalidChoices)
    /// The prior does not match the kind, the scale or the number of choices of the parameter, or its
    /// numbers are invalid.
    public static let invalidPrior = Code(value: .invalidPrior)
    /// JSON does not describe a distribution.
    public static let invalidFormat = Code(value: .invalidFormat)
  }

  /// The kind of the error.
  public let code: Code

  /// The problem with the offending values, and how to fix it.
  public let description: String

  /// The underlying error; nil if there is none.
  ///
  /// Comparisons ignore it.
  public var underlyingError: (any Error)? { underlying.error }

  private let underlying: UnderlyingError

  init(_ code: Code, _ description: String, underlyingError: (any Error)? = nil) {
    self.code = code
    self.description = description
    underlying = UnderlyingError(underlyingError)
  }

  /// Returns the error with a text before its description, such as the name of a parameter.
  func prefixed(_ prefix: String) -> SearchSpaceError {
    SearchSpaceError(code, prefix + description, underlyingError: underlyingError)
  }
}
