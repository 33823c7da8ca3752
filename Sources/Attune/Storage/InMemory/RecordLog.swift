/// A compact log of records.
///
/// Consecutive records mostly have the same worker, so the worker is stored once for each run of them.
struct RecordLog: Sendable {
  private var operations = ChunkedArray<StorageOperation>()
  private var workers: [(name: String, start: Int)] = []

  /// The position after the last record.
  var end: StoragePosition { StoragePosition(offset: operations.count) }

  mutating func append(_ records: [StorageRecord]) {
    // Iterate by index: a loop over the elements would copy each of them.
    for index in records.indices {
      if workers.last?.name.isIdentical(to: records[index].worker) != true {
        workers.append((records[index].worker, operations.count))
      }
      operations.append(records[index].operation)
    }
  }

  /// Returns the records after a position.
  ///
  /// - Complexity: O(*k* + log *w*) for *k* returned records and *w* changes of the worker.
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
