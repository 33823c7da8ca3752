import Attune

/// An error in data, splits, scores or search spaces.
public struct EvaluationError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The kind of an error.
  public struct Code: Sendable, Hashable {
    private enum Value {
      case invalidInput, invalidSplit, incomparable, invalidSpace, invalidValue, noResult, other
    }

    private let value: Value

    /// Data, labels, weights, predictions or names are invalid, such as lists of different length.
    public static let invalidInput = Code(value: .invalidInput)
    /// The data cannot be split in this way, or the folds do not fit the data.
    public static let invalidSplit = Code(value: .invalidSplit)
    /// Earlier trials of the study ran on other folds or with other settings.
    public static let incomparable = Code(value: .incomparable)
    /// The definition of a typed space is invalid.
    public static let invalidSpace = Code(value: .invalidSpace)
    /// A value is not possible for a typed space, or belongs to none of its parameters.
    public static let invalidValue = Code(value: .invalidValue)
    /// No trial has a result to choose.
    public static let noResult = Code(value: .noResult)
    /// Another reason.
    public static let other = Code(value: .other)
  }

  /// The kind of the error.
  public let code: Code

  /// The message: what is wrong, where, and how to fix it.
  public let description: String

  /// The underlying error, such as that of a suggestion; nil if there is none.
  ///
  /// Comparisons ignore it.
  public var underlyingError: (any Error)? { underlying.error }

  private let underlying: UnderlyingError

  /// Creates an error with a code.
  ///
  /// - Parameters:
  ///   - code: The kind of the error.
  ///   - description: The message: what is wrong, where, and how to fix it.
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
