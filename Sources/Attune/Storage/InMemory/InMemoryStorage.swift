import Synchronization

/// A storage that keeps its records in memory.
///
/// Studies that use the same storage see each other's trials.
public final class InMemoryStorage: Storage {
  private let log = Mutex(RecordLog())

  /// Creates an empty storage.
  public init() {}

  /// Returns the records after a position.
  public func records(after position: StoragePosition) -> StorageBatch {
    log.withLock { $0.batch(after: position) }
  }

  /// Appends the records that a closure returns, given all records that are new to the caller.
  public func append(
    after position: StoragePosition,
    deciding decide: (StorageBatch) throws(StorageError) -> [StorageRecord]
  ) throws(StorageError) -> StoragePosition {
    try log.withLock { (log) throws(StorageError) in
      log.append(try decide(log.batch(after: position)))
      return log.end
    }
  }

  /// Always nil: the records are lost at the end of the process.
  public var location: String? { nil }
}

extension Storage where Self == InMemoryStorage {
  /// A new in-memory storage, which is released with the study.
  public static var inMemory: InMemoryStorage { InMemoryStorage() }
}
