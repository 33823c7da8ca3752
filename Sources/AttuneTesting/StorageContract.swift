public import Attune

/// Checks that a storage keeps the promises of ``Storage``.
///
/// ```swift
/// @Test func keepsTheContract() throws {
///   try StorageContract { MyStorage() }.check()
/// }
/// ```
public struct StorageContract: Sendable {
  private let makeStorage: @Sendable () throws -> any Storage

  /// Creates the check.
  ///
  /// - Parameter makeStorage: Makes an empty storage, a different one at each call.
  public init(_ makeStorage: @escaping @Sendable () throws -> any Storage) {
    self.makeStorage = makeStorage
  }

  /// Checks every promise.
  ///
  /// - Throws: ``ContractViolation`` for the first promise that is broken, and what the storage throws.
  public func check() throws {
    try keepsOrder()
    try returnsOperationsUnchanged()
    try showsTheCloserEverythingBefore()
    try appendsNothingWhenNothingIsDecided()
    try appendsNothingWhenTheDecisionFails()
    try keepsConcurrentAppendsApart()
    try carriesAStudy()
  }

  private func append(
    _ operations: [StorageOperation], to storage: any Storage, worker: String = "worker"
  ) throws {
    _ = try storage.append(after: .start) { _ throws(StorageError) in
      operations.map { StorageRecord(worker: worker, operation: $0) }
    }
  }

  private func keepsOrder() throws {
    let storage = try makeStorage()
    let empty = try storage.records(after: .start)
    try require(empty.records.isEmpty, "a new storage is empty")
    for index in 0..<10 { try append([.deleteStudy(index)], to: storage) }
    let all = try storage.records(after: .start)
    try require(
      all.records.map(\.operation) == (0..<10).map { .deleteStudy($0) },
      "records come back in the order in which they were appended")
    try require(
      try storage.records(after: all.end).records.isEmpty, "nothing is new after the last record")
    try append([.deleteStudy(10), .deleteStudy(11)], to: storage)
    try require(
      try storage.records(after: all.end).records.map(\.operation)
        == [.deleteStudy(10), .deleteStudy(11)],
      "only what is new comes back after a position")
  }

  private func returnsOperationsUnchanged() throws {
    let storage = try makeStorage()
    try append(SampleOperations.all, to: storage, worker: "a \"worker\" é\n")
    let records = try storage.records(after: .start).records
    for (record, operation) in zip(records, SampleOperations.all) {
      try require(
        record.operation == operation, "\(operation) comes back unchanged, not \(record.operation)")
      try require(
        record.worker == "a \"worker\" é\n", "the worker of a record comes back unchanged")
    }
    try require(records.count == SampleOperations.all.count, "no record is lost or added")
  }

  private func showsTheCloserEverythingBefore() throws {
    let storage = try makeStorage()
    try append([.deleteStudy(0)], to: storage)
    let middle = try storage.records(after: .start).end
    try append([.deleteStudy(1)], to: storage)
    var shown: [StorageOperation] = []
    let end = try storage.append(after: middle) { batch throws(StorageError) in
      shown = batch.records.map(\.operation)
      return [StorageRecord(worker: "w", operation: .deleteStudy(2))]
    }
    try require(shown == [.deleteStudy(1)], "the closure is shown what is new to its caller")
    try require(
      try storage.records(after: end).records.isEmpty, "an append returns where its records end")
  }

  private func appendsNothingWhenNothingIsDecided() throws {
    let storage = try makeStorage()
    try append([.deleteStudy(0)], to: storage)
    let end = try storage.append(after: .start) { _ throws(StorageError) in [] }
    let batch = try storage.records(after: .start)
    try require(batch.records.count == 1, "an empty decision appends nothing")
    try require(batch.end == end, "an empty decision ends where the records end")
  }

  private func appendsNothingWhenTheDecisionFails() throws {
    let storage = try makeStorage()
    let failure = StorageError(.unwritable, "on purpose")
    do {
      _ = try storage.append(after: .start) { _ throws(StorageError) in throw failure }
      throw ContractViolation("an error of the closure is passed on")
    } catch let error as StorageError {
      try require(error == failure, "an error of the closure is passed on as it is")
    }
    try require(
      try storage.records(after: .start).records.isEmpty, "a failed decision appends nothing")
    try append([.deleteStudy(0)], to: storage)
    try require(
      try storage.records(after: .start).records.count == 1,
      "a failed decision does not keep the storage locked")
  }

  private func keepsConcurrentAppendsApart() throws {
    let storage = try makeStorage()
    let failures = ConcurrentTasks.run(count: 4) { worker in
      for _ in 0..<25 {
        // Each counts what it is shown: with nothing in between, no count is used twice.
        _ = try storage.append(after: .start) { batch throws(StorageError) in
          [StorageRecord(worker: "\(worker)", operation: .deleteStudy(batch.records.count))]
        }
      }
    }
    if let failure = failures.first { throw failure }
    let operations = try storage.records(after: .start).records.map(\.operation)
    try require(
      operations == (0..<100).map { .deleteStudy($0) },
      "nothing comes in between what a closure is shown and what it appends")
  }

  private func carriesAStudy() throws {
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
      "a study that goes on in the storage continues as if it had not stopped")
  }
}
