import Synchronization

/// This process's picture of a storage, kept up to date record by record.
///
/// Reading costs what is new; nothing is read twice. Writing happens in the light of everything that
/// was recorded before, so that a decision once taken holds for all workers.
final class Replica: Sendable {
  private struct Picture: Sendable {
    var state = StorageState()
    var position = StoragePosition.start
  }

  let storage: any Storage

  /// Tells the records of this replica from those of all others.
  let worker: String

  private let picture = Mutex(Picture())

  init(storage: any Storage, worker: String) {
    self.storage = storage
    self.worker = worker
  }

  /// Reads from the picture as it is.
  func read<Result>(_ body: (StorageState) -> Result) -> Result {
    picture.withLock { body($0.state) }
  }

  /// Takes in what others have recorded.
  func refresh() throws(StorageError) {
    try picture.withLock { (picture) throws(StorageError) in
      let batch = try storage.records(after: picture.position)
      for record in batch.records { picture.state.apply(record.operation) }
      picture.position = batch.end
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
      picture.position = try storage.append(after: picture.position) {
        (batch) throws(StorageError) in
        for record in batch.records { picture.state.apply(record.operation) }
        picture.position = batch.end
        decided = try decide(picture.state)
        return decided.map { StorageRecord(worker: worker, operation: $0) }
      }
      for operation in decided { picture.state.apply(operation) }
    }
  }
}
