/// An error in opening, running or changing a study.
public struct StudyError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The kind of an error.
  public struct Code: Sendable, Hashable {
    private enum Value {
      case mismatch, missing, alreadyExists, deleted, notRunning, invalidValue, repeatedFailure
    }

    private let value: Value

    /// The study exists with other directions or another seed than requested, or the storage has several
    /// studies and no name is given.
    public static let mismatch = Code(value: .mismatch)
    /// There is no study of that name.
    public static let missing = Code(value: .missing)
    /// There is a study of that name already.
    public static let alreadyExists = Code(value: .alreadyExists)
    /// The study was deleted, perhaps by another process.
    public static let deleted = Code(value: .deleted)
    /// The trial is not running, so it cannot get a result.
    public static let notRunning = Code(value: .notRunning)
    /// A value is invalid.
    public static let invalidValue = Code(value: .invalidValue)
    /// Too many consecutive trials have failed.
    public static let repeatedFailure = Code(value: .repeatedFailure)
  }

  /// The kind of the error.
  public let code: Code

  /// What happened, in which study and trial, and what to do about it.
  public let description: String

  /// The underlying error, such as that of the last trial that failed; nil if there is none.
  ///
  /// Comparisons ignore it.
  public var underlyingError: (any Error)? { underlying.error }

  private let underlying: UnderlyingError

  init(_ code: Code, _ description: String, underlyingError: (any Error)? = nil) {
    self.code = code
    self.description = description
    underlying = UnderlyingError(underlyingError)
  }
}
