/// A storage that cannot be read or written, or whose records make no sense.
public struct StorageError: Error, Sendable, Hashable, CustomStringConvertible {
  /// What kind of trouble it is.
  public struct Code: Sendable, Hashable {
    private enum Value {
      case corrupt, unreadable, unwritable
    }

    private let value: Value

    /// The records break the format.
    public static let corrupt = Code(value: .corrupt)
    /// The records cannot be read.
    public static let unreadable = Code(value: .unreadable)
    /// Nothing can be recorded; what was recorded before is not touched.
    public static let unwritable = Code(value: .unwritable)
  }

  /// What kind of trouble it is.
  public let code: Code

  /// What happened, where, and what to do about it.
  public let description: String

  /// Whether others have recorded something since the decision, so that it can be made anew.
  let isOutdated: Bool

  /// Creates an error.
  public init(_ code: Code, _ description: String) {
    self.init(code, description, isOutdated: false)
  }

  /// - Parameter isOutdated: Whether the decision only needs to be made anew.
  init(_ code: Code, _ description: String, isOutdated: Bool) {
    self.code = code
    self.description = description
    self.isOutdated = isOutdated
  }
}
