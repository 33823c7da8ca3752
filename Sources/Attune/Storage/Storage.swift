/// An append-only log of records.
///
/// A storage does not interpret its records. The rules that turn records into studies and trials are
/// implemented once, in a layer above, and apply to all storages.
///
/// Conforming types guarantee:
///
/// - **One order.** All readers, in this process and in others, see the same records in the same
///   order. Once read, a record never changes or moves.
/// - **Whole records.** No reader ever sees part of a record.
/// - **Exclusive appends.** No other record is appended between the records that
///   ``append(after:deciding:)`` passes to its closure and the records that the closure returns.
/// - **Durability.** If ``location`` is not nil, records survive the end of the process at any
///   instant after the append has returned. Each storage documents what a power failure can lose; by
///   default only records that a resumed run reproduces, so never the end of a trial. When an append
///   throws, none of its records was appended.
///
/// Both methods may be called from any thread. `StorageContract` in the module `AttuneTesting`
/// checks a storage against these guarantees.
public protocol Storage: Sendable {
  /// Returns the next records after a position.
  ///
  /// A storage may limit the size of a batch. An empty batch means that there are no more records.
  ///
  /// - Parameter position: ``StoragePosition/start``, or the end of an earlier batch.
  /// - Throws: ``StorageError`` when the storage cannot be read.
  /// - Complexity: O(*k*) for *k* new records.
  func records(after position: StoragePosition) throws(StorageError) -> StorageBatch

  /// Appends the records that a closure returns, given all records that are new to the caller.
  ///
  /// - Parameters:
  ///   - position: The end of the records that the caller has already read.
  ///   - decide: Called once, with the records after `position`; returns the records to append, which
  ///     may be none. It must not use the storage.
  /// - Returns: The end of the appended records, where the next batch begins.
  /// - Throws: ``StorageError`` when the storage cannot be read or written, and what `decide` throws.
  func append(
    after position: StoragePosition,
    deciding decide: (StorageBatch) throws(StorageError) -> [StorageRecord]
  ) throws(StorageError) -> StoragePosition

  /// The location of the records, for messages; nil when they are lost at the end of the process.
  var location: String? { get }
}

/// A position between two records of a storage, valid only for that storage.
public struct StoragePosition: Sendable, Hashable {
  /// The offset in the storage's unit, for example bytes or records; 0 before the first record.
  public let offset: Int

  /// Creates a position.
  public init(offset: Int) {
    self.offset = offset
  }

  /// The position before the first record.
  public static let start = StoragePosition(offset: 0)
}

/// Consecutive records and the position after them.
public struct StorageBatch: Sendable {
  /// The records, oldest first.
  public let records: [StorageRecord]
  /// The position after the last record.
  public let end: StoragePosition

  /// Creates a batch.
  public init(records: [StorageRecord], end: StoragePosition) {
    self.records = records
    self.end = end
  }
}
