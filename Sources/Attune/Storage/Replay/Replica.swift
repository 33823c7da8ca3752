import Synchronization

/// A local copy of the state that a storage records, updated incrementally.
///
/// Each record is read once. A commit is decided after all earlier records have been applied, so that
/// the decision is valid for all workers.
final class Replica: Sendable {
  private struct LocalState: Sendable {
    var state = StorageState()
    var position = StoragePosition.start

    mutating func apply(_ batch: StorageBatch) {
      for record in batch.records { state.apply(record.operation) }
      position = batch.end
    }
  }

  let storage: any Storage

  /// The unique identifier of the worker that records through this replica.
  let worker: String

  /// Whether other processes may write to the storage.
  let isShared: Bool

  private let local = Mutex(LocalState())

  init(storage: any Storage, worker: String) {
    self.storage = storage
    self.worker = worker
    isShared = storage.location != nil
  }

  /// Reads from the local state, without refreshing it.
  func read<Result>(_ body: (StorageState) -> Result) -> Result {
    local.withLock { body($0.state) }
  }

  /// Returns the history of the study with the given id.
  func history(of study: Int) -> TrialHistory {
    local.withLock { $0.state.studies[study].history }
  }

  /// Applies the records that other workers have appended.
  func refresh() throws(StorageError) {
    var hasMore = true
    while hasMore {
      hasMore = try local.withLock { (local) throws(StorageError) in
        let before = local.position
        local.apply(try storage.records(after: before))
        return local.position != before
      }
    }
  }

  /// Records the operations that a closure returns, atomically with the state that it receives.
  ///
  /// - Parameter decide: Receives the state after all records so far; returns the operations to
  ///   record, which may be none.
  func commit(
    _ decide: (StorageState) throws(StorageError) -> [StorageOperation]
  ) throws(StorageError) {
    try local.withLock { (local) throws(StorageError) in
      var decided: [StorageOperation] = []
      try append(&local) { (state) throws(StorageError) in
        decided = try decide(state)
        return decided.map { StorageRecord(worker: worker, operation: $0) }
      }
      for operation in decided { local.state.apply(operation) }
    }
  }

  /// Appends the records that a closure returns; calls the closure again when another worker appended
  /// first.
  private func append(
    _ local: inout LocalState,
    deciding decide: (StorageState) throws(StorageError) -> [StorageRecord]
  ) throws(StorageError) {
    while true {
      do throws(StorageError) {
        local.position = try storage.append(after: local.position) {
          (batch) throws(StorageError) in
          local.apply(batch)
          return try decide(local.state)
        }
        return
      } catch {
        guard error.isRetryable else { throw error }
      }
    }
  }

  /// Appends records, unless the history of the study after all records so far refuses them.
  ///
  /// - Returns: Whether the records were appended.
  func commit(
    _ records: [StorageRecord], to study: Int, unless isRefused: (TrialHistory) -> Bool
  ) throws(StorageError) -> Bool {
    try local.withLock { (local) throws(StorageError) in
      var isRecorded = false
      try append(&local) { (state) throws(StorageError) in
        isRecorded = !isRefused(state.studies[study].history)
        return isRecorded ? records : []
      }
      // Iterate by index: a loop over the elements would copy each of them.
      if isRecorded {
        for index in records.indices { local.state.apply(records[index].operation) }
      }
      return isRecorded
    }
  }
}
