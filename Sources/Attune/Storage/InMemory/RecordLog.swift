/// Records in their order, in little room: workers change seldom, so each is noted where its records
/// begin.
struct RecordLog: Sendable {
  private var operations = ChunkedArray<StorageOperation>()
  private var workers: [(name: String, start: Int)] = []

  /// The place behind the last record.
  var end: StoragePosition { StoragePosition(offset: operations.count) }

  mutating func append(_ records: [StorageRecord]) {
    // By index: a loop over the elements would copy each of them.
    for index in records.indices {
      if workers.last?.name.isIdentical(to: records[index].worker) != true {
        workers.append((records[index].worker, operations.count))
      }
      operations.append(records[index].operation)
    }
  }

  /// The records after a position.
  ///
  /// - Complexity: O(*k*) for *k* records, and O(log *w*) for *w* changes of the worker.
  func batch(after position: StoragePosition) -> StorageBatch {
    guard position != end else { return StorageBatch(records: [], end: end) }
    var run = workers.partitioningIndex { $0.start > position.offset } - 1
    let records = (position.offset..<operations.count).map { index in
      if run + 1 < workers.count, workers[run + 1].start == index { run += 1 }
      return StorageRecord(worker: workers[run].name, operation: operations[index])
    }
    return StorageBatch(records: records, end: end)
  }
}
