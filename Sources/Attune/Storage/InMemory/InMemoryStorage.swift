import Synchronization

/// A storage that lives as long as the value that holds it.
///
/// Studies that are given the same storage see each other's trials.
public final class InMemoryStorage: Storage {
  private let log = Mutex(RecordLog())

  /// Creates an empty storage.
  public init() {}

  /// The records after a position.
  public func records(after position: StoragePosition) -> StorageBatch {
    log.withLock { $0.batch(after: position) }
  }

  /// Appends what a closure decides upon in the light of all earlier records.
  public func append(
    after position: StoragePosition,
    deciding decide: (StorageBatch) throws(StorageError) -> [StorageRecord]
  ) throws(StorageError) -> StoragePosition {
    try log.withLock { (log) throws(StorageError) in
      log.append(try decide(log.batch(after: position)))
      return log.end
    }
  }

  /// Nowhere: the records go with the process.
  public var location: String? { nil }
}

extension Storage where Self == InMemoryStorage {
  /// A new storage that lives as long as the study.
  public static var inMemory: InMemoryStorage { InMemoryStorage() }
}
