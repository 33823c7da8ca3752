public import Attune

/// Checks that a storage meets the requirements of `Storage`.
///
/// ```swift
/// @Test func meetsTheContract() throws {
///   try StorageContract { MyStorage() }.check()
/// }
/// ```
public struct StorageContract: Sendable {
  private let makeStorage: @Sendable () throws -> any Storage

  /// Creates a check of a storage.
  ///
  /// - Parameter makeStorage: Creates a new, empty storage at each call.
  public init(_ makeStorage: @escaping @Sendable () throws -> any Storage) {
    self.makeStorage = makeStorage
  }

  /// Checks all requirements.
  ///
  /// - Throws: ``ContractViolation`` for the first violated requirement, and errors of the storage.
  public func check() throws {
    try checkOrder()
    try checkRoundTrip()
    try checkNewRecordsInAppend()
    try checkEmptyDecision()
    try checkFailedDecision()
    try checkConcurrentAppends()
    try checkStudy()
  }

  private func append(
    _ operations: [StorageOperation], to storage: any Storage, worker: String = "worker"
  ) throws {
    _ = try storage.append(after: .start) { _ throws(StorageError) in
      operations.map { StorageRecord(worker: worker, operation: $0) }
    }
  }

  private func checkOrder() throws {
    let storage = try makeStorage()
    let empty = try storage.records(after: .start)
    try require(empty.records.isEmpty, "a new storage is empty")
    for index in 0..<10 { try append([.deleteStudy(index)], to: storage) }
    let all = try storage.records(after: .start)
    try require(
      all.records.map(\.operation) == (0..<10).map { .deleteStudy($0) },
      "records are returned in the order in which they were appended")
    try require(
      try storage.records(after: all.end).records.isEmpty,
      "no records are returned after the last one")
    try append([.deleteStudy(10), .deleteStudy(11)], to: storage)
    try require(
      try storage.records(after: all.end).records.map(\.operation)
        == [.deleteStudy(10), .deleteStudy(11)],
      "only the records after a position are returned")
  }

  private func checkRoundTrip() throws {
    let storage = try makeStorage()
    try append(SampleOperations.all, to: storage, worker: "a \"worker\" é\n")
    let records = try storage.records(after: .start).records
    for (record, operation) in zip(records, SampleOperations.all) {
      try require(
        record.operation == operation,
        "\(operation) is returned unchanged, not as \(record.operation)")
      try require(
        record.worker == "a \"worker\" é\n", "the worker of a record is returned unchanged")
    }
    try require(records.count == SampleOperations.all.count, "no record is lost or added")
  }

  private func checkNewRecordsInAppend() throws {
    let storage = try makeStorage()
    try append([.deleteStudy(0)], to: storage)
    let middle = try storage.records(after: .start).end
    try append([.deleteStudy(1)], to: storage)
    var received: [StorageOperation] = []
    let end = try storage.append(after: middle) { batch throws(StorageError) in
      received = batch.records.map(\.operation)
      return [StorageRecord(worker: "w", operation: .deleteStudy(2))]
    }
    try require(
      received == [.deleteStudy(1)],
      "the closure of an append receives the records after the position")
    try require(
      try storage.records(after: end).records.isEmpty, "an append returns the end of its records")
  }

  private func checkEmptyDecision() throws {
    let storage = try makeStorage()
    try append([.deleteStudy(0)], to: storage)
    let end = try storage.append(after: .start) { _ throws(StorageError) in [] }
    let batch = try storage.records(after: .start)
    try require(batch.records.count == 1, "an empty decision appends nothing")
    try require(batch.end == end, "an append with an empty decision returns the end of the records")
  }

  private func checkFailedDecision() throws {
    let storage = try makeStorage()
    let failure = StorageError(.unwritable, "on purpose")
    do {
      _ = try storage.append(after: .start) { _ throws(StorageError) in throw failure }
      throw ContractViolation("an error of the closure is rethrown")
    } catch let error as StorageError {
      try require(error == failure, "an error of the closure is rethrown unchanged")
    }
    try require(
      try storage.records(after: .start).records.isEmpty, "a failed decision appends nothing")
    try append([.deleteStudy(0)], to: storage)
    try require(
      try storage.records(after: .start).records.count == 1,
      "a failed decision does not keep the storage locked")
  }

  private func checkConcurrentAppends() throws {
    let storage = try makeStorage()
    let failures = ConcurrentTasks.run(count: 4) { worker in
      for _ in 0..<25 {
        // Each append records the number of earlier records. If appends are exclusive, each number
        // occurs once.
        _ = try storage.append(after: .start) { batch throws(StorageError) in
          [StorageRecord(worker: "\(worker)", operation: .deleteStudy(batch.records.count))]
        }
      }
    }
    if let failure = failures.first { throw failure }
    let operations = try storage.records(after: .start).records.map(\.operation)
    try require(
      operations == (0..<100).map { .deleteStudy($0) },
      "no record is appended between those that a closure receives and those that it returns")
  }

  private func checkStudy() throws {
    let storage = try makeStorage()
    func run(_ count: Int) throws -> Study {
      let study = try Study("contract", storage: storage, seed: 1)
      try study.optimize(trials: count, progress: .none) { trial in
        let x = try trial.suggest("x", in: -1.0...1.0)
        try trial.report(x, step: 0)
        return x * x
      }
      return study
    }
    _ = try run(5)
    let resumed = try run(12)
    let whole = try Study("contract", seed: 1)
    try whole.optimize(trials: 12, progress: .none) { trial in
      let x = try trial.suggest("x", in: -1.0...1.0)
      try trial.report(x, step: 0)
      return x * x
    }
    try require(
      resumed.trials.map(\.values) == whole.trials.map(\.values),
      "a study that is resumed from the storage gives the same values as one without interruption")
  }
}
