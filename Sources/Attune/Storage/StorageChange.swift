/// A change that a storage returns to the readers of a study.
///
/// A log returns the operations in their order, including those that the rules refuse, such as a parameter
/// of a finished trial. A database returns the current contents of new and unfinished trials.
public enum StorageChange: Sendable, Equatable {
  /// An operation was recorded; not the creation of a trial.
  case operation(StorageOperation)
  /// A trial was created; its number is the number of trials before it.
  indirect case createdTrial(id: Int, TrialTemplate)
  /// The trial with this id and number now has these contents.
  ///
  /// Trials appear in the order of their numbers. A trial that has finished is not returned again.
  indirect case trial(id: Int, number: Int, TrialTemplate)
  /// The study now has exactly these attributes.
  indirect case attributes(user: JSONObject, system: JSONObject)
  /// The study was deleted.
  case deleted
}

/// A position in the changes of a study, valid only for the storage that returned it.
public struct StoragePosition: Sendable {
  /// The token of the storage; nil before the first change.
  private let token: (any Sendable)?

  /// Creates a position.
  ///
  /// - Parameter token: Identifies the position for the storage, such as a count of records.
  public init(_ token: some Sendable) {
    self.token = token
  }

  private init() {
    token = nil
  }

  /// The position before the first change.
  public static let start = StoragePosition()

  /// Returns the token of the position; nil before the first change.
  ///
  /// - Precondition: The token has this type: the position is one of this storage.
  public func token<Token>(as type: Token.Type) -> Token? {
    guard let token else { return nil }
    guard let token = token as? Token else {
      preconditionFailure("a position of another storage")
    }
    return token
  }
}

/// Consecutive changes of a study, and the position after them.
public struct StorageBatch: Sendable {
  /// The changes, oldest first.
  public let changes: [StorageChange]
  /// The position after the last change.
  public let end: StoragePosition
  /// Whether there were no further changes when the batch was read.
  ///
  /// A storage may limit the size of a batch.
  public let isComplete: Bool

  /// Creates a batch.
  public init(changes: [StorageChange], end: StoragePosition, isComplete: Bool = true) {
    self.changes = changes
    self.end = end
    self.isComplete = isComplete
  }
}

/// The result of a commit.
public struct StorageCommit: Sendable {
  /// The position after the operations.
  public let end: StoragePosition
  /// The ids of the created trials, in the order of their operations.
  public let createdTrials: [Int]

  /// Creates a result.
  public init(end: StoragePosition, createdTrials: [Int] = []) {
    self.end = end
    self.createdTrials = createdTrials
  }
}
