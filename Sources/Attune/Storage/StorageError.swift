/// An error that occurs when a storage cannot be read or written, or its records are invalid.
public struct StorageError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The kind of a storage error.
  public struct Code: Sendable, Hashable {
    private enum Value {
      case corrupt, unreadable, unwritable
    }

    private let value: Value

    /// The records violate the format.
    public static let corrupt = Code(value: .corrupt)
    /// The records cannot be read.
    public static let unreadable = Code(value: .unreadable)
    /// Nothing can be recorded; earlier records are unchanged.
    public static let unwritable = Code(value: .unwritable)
  }

  /// The kind of the error.
  public let code: Code

  /// What happened, where, and what to do about it.
  public let description: String

  /// Whether another process may have appended records since the decision, so that the append can be
  /// retried with a new decision.
  let isRetryable: Bool

  /// The underlying error, such as that of a system call; nil if there is none.
  ///
  /// Comparisons ignore it.
  public var underlyingError: (any Error)? { underlying.error }

  private let underlying: UnderlyingError

  /// Creates an error.
  ///
  /// - Parameters:
  ///   - code: The kind of the error.
  ///   - description: What happened, where, and what to do about it.
  ///   - underlyingError: The underlying error; nil if there is none.
  public init(_ code: Code, _ description: String, underlyingError: (any Error)? = nil) {
    self.init(code, description, isRetryable: false, underlyingError: underlyingError)
  }

  /// - Parameter isRetryable: Whether the append can be retried with a new decision.
  init(
    _ code: Code, _ description: String, isRetryable: Bool, underlyingError: (any Error)? = nil
  ) {
    self.code = code
    self.description = description
    self.isRetryable = isRetryable
    underlying = UnderlyingError(underlyingError)
  }
}
