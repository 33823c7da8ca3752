/// A study that cannot be opened, told or carried on.
public struct StudyError: Error, Sendable, Hashable, CustomStringConvertible {
  /// What kind of trouble it is.
  public struct Code: Sendable, Hashable {
    private enum Value {
      case mismatch, missing, deleted, notRunning, invalidValue, repeatedFailure
    }

    private let value: Value

    /// The study exists and is not what was asked for, as with other directions or another seed.
    public static let mismatch = Code(value: .mismatch)
    /// There is no study of that name.
    public static let missing = Code(value: .missing)
    /// The study was deleted, perhaps by another process.
    public static let deleted = Code(value: .deleted)
    /// The trial is not running, so it cannot be told a result.
    public static let notRunning = Code(value: .notRunning)
    /// A value makes no sense.
    public static let invalidValue = Code(value: .invalidValue)
    /// Too many trials have failed in a row.
    public static let repeatedFailure = Code(value: .repeatedFailure)
  }

  /// What kind of trouble it is.
  public let code: Code

  /// What happened, in which study and trial, and what to do about it.
  public let description: String

  init(_ code: Code, _ description: String) {
    self.code = code
    self.description = description
  }
}
