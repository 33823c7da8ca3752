/// A place that keeps records in their order and hands back what is new.
///
/// A storage knows nothing of what its records mean: the rules by which they make up studies and
/// trials stand in one place, above it, and hold for every storage alike.
///
/// Conforming types guarantee:
///
/// - **One order.** All readers, in this process and in others, see the same records in the same
///   order. A record once seen neither changes nor moves.
/// - **Whole records.** No reader ever sees part of a record.
/// - **Exclusive appends.** Between what ``append(after:deciding:)`` shows its closure and what the
///   closure returns, nobody else's record comes in.
/// - **Durability.** When an append returns, its records survive the end of the process at any
///   instant, if ``location`` names a place. What a loss of power can take is for each storage to
///   say; by default nothing that running on does not bring back, such as the end of a trial. When
///   an append throws, no record of it was appended.
///
/// Both methods may be called from any thread. `StorageContract` in the module `AttuneTesting`
/// checks a storage against these guarantees.
public protocol Storage: Sendable {
  /// The next records after a position: all of them, or as many as the storage likes to hand out at a
  /// time; none only when there are no more.
  ///
  /// - Parameter position: ``StoragePosition/start``, or where an earlier batch ended.
  /// - Throws: ``StorageError`` when the storage cannot be read.
  /// - Complexity: O(*k*) for *k* new records.
  func records(after position: StoragePosition) throws(StorageError) -> StorageBatch

  /// Appends what a closure decides upon in the light of all earlier records.
  ///
  /// - Parameters:
  ///   - position: Where the caller's knowledge ends.
  ///   - decide: Called once, with the records after `position`; returns what to append, perhaps
  ///     nothing. It must not use the storage itself.
  /// - Returns: Where the appended records end, which is where the next batch begins.
  /// - Throws: ``StorageError`` when the storage cannot be read or written, and what `decide` throws.
  func append(
    after position: StoragePosition,
    deciding decide: (StorageBatch) throws(StorageError) -> [StorageRecord]
  ) throws(StorageError) -> StoragePosition

  /// Where the records are kept, for messages to people; nil when they go with the process.
  var location: String? { get }
}

/// A place between two records of a storage, with a meaning for that storage alone.
public struct StoragePosition: Sendable, Hashable {
  /// The storage's own measure, 0 before the first record.
  public let offset: Int

  /// Creates a position.
  public init(offset: Int) {
    self.offset = offset
  }

  /// The place before the first record.
  public static let start = StoragePosition(offset: 0)
}

/// Successive records and where they end.
public struct StorageBatch: Sendable {
  /// The records, oldest first.
  public let records: [StorageRecord]
  /// The place behind the last of them.
  public let end: StoragePosition

  /// Creates a batch.
  public init(records: [StorageRecord], end: StoragePosition) {
    self.records = records
    self.end = end
  }
}
