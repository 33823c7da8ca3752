import Synchronization

/// This process's picture of a storage, kept up to date record by record.
///
/// Reading costs what is new; nothing is read twice. Writing happens in the light of everything that
/// was recorded before, so that a decision once taken holds for all workers.
final class Replica: Sendable {
  private struct Picture: Sendable {
    var state = StorageState()
    var position = StoragePosition.start

    mutating func apply(_ batch: StorageBatch) {
      for record in batch.records { state.apply(record.operation) }
      position = batch.end
    }
  }

  let storage: any Storage

  /// Tells the records of this replica from those of all others.
  let worker: String

  /// Whether other processes may write to the storage.
  let isShared: Bool

  private let picture = Mutex(Picture())

  init(storage: any Storage, worker: String) {
    self.storage = storage
    self.worker = worker
    isShared = storage.location != nil
  }

  /// Reads from the picture as it is.
  func read<Result>(_ body: (StorageState) -> Result) -> Result {
    picture.withLock { body($0.state) }
  }

  /// The history of the study of an id.
  func history(of study: Int) -> TrialHistory {
    picture.withLock { $0.state.studies[study].history }
  }

  /// Takes in what others have recorded.
  func refresh() throws(StorageError) {
    var hasMore = true
    while hasMore {
      hasMore = try picture.withLock { (picture) throws(StorageError) in
        let before = picture.position
        picture.apply(try storage.records(after: before))
        return picture.position != before
      }
    }
  }

  /// Records what a closure decides upon, with nothing of others coming in between.
  ///
  /// - Parameter decide: Sees everything recorded so far; returns what to record, perhaps nothing.
  func commit(
    _ decide: (StorageState) throws(StorageError) -> [StorageOperation]
  ) throws(StorageError) {
    try picture.withLock { (picture) throws(StorageError) in
      var decided: [StorageOperation] = []
      try append(&picture) { (state) throws(StorageError) in
        decided = try decide(state)
        return decided.map { StorageRecord(worker: worker, operation: $0) }
      }
      for operation in decided { picture.state.apply(operation) }
    }
  }

  /// Appends what a closure decides upon, and lets it decide anew when others came first.
  private func append(
    _ picture: inout Picture,
    deciding decide: (StorageState) throws(StorageError) -> [StorageRecord]
  ) throws(StorageError) {
    while true {
      do throws(StorageError) {
        picture.position = try storage.append(after: picture.position) {
          (batch) throws(StorageError) in
          picture.apply(batch)
          return try decide(picture.state)
        }
        return
      } catch {
        guard error.isOutdated else { throw error }
      }
    }
  }

  /// Records what is decided upon already, unless everything recorded so far speaks against it.
  ///
  /// - Returns: Whether it was recorded.
  func commit(
    _ records: [StorageRecord], to study: Int, unless isRefused: (TrialHistory) -> Bool
  ) throws(StorageError) -> Bool {
    try picture.withLock { (picture) throws(StorageError) in
      var isRecorded = false
      try append(&picture) { (state) throws(StorageError) in
        isRecorded = !isRefused(state.studies[study].history)
        return isRecorded ? records : []
      }
      // By index: a loop over the elements would copy each of them.
      if isRecorded {
        for index in records.indices { picture.state.apply(records[index].operation) }
      }
      return isRecorded
    }
  }
}
