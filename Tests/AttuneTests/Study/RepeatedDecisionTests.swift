import Testing

@testable import Attune

/// A storage that asks for every decision twice, as a database does after a conflict.
private final class RepeatingStorage: ForwardingStorage, @unchecked Sendable {
  override func commit(
    in study: Int, after position: StoragePosition,
    deciding decide: (StorageBatch) throws(StorageError) -> [StorageOperation]
  ) throws(StorageError) -> StorageCommit {
    try base.commit(in: study, after: position) { batch throws(StorageError) in
      _ = try decide(batch)
      return try decide(StorageBatch(changes: [], end: batch.end))
    }
  }
}

/// Tests that decisions of studies have no effects, since a storage may ask for them again.
@Suite struct RepeatedDecisionTests {
  private func value(_ trial: Trial) throws -> Double {
    let x = try trial.suggest("x", in: -1.0...1.0)
    if try trial.suggest("kind", from: ["a", "b"]) == "a" {
      _ = try trial.suggest("depth", in: 1...4)
    }
    for step in 0..<4 {
      try trial.report(x * x + Double(step), step: step)
      try trial.checkPruning()
    }
    if trial.number % 9 == 8 { throw StorageTestFailure() }
    return x * x
  }

  private struct StorageTestFailure: Error {}

  private func run(
    _ storage: some Storage, trials: Int, parallelism: Parallelism = 1, batchSize: Int? = nil
  ) throws -> Study {
    let study = try Study("s", storage: storage, seed: 3)
    try study.enqueue(["x": 0.5], skipIfExists: true)
    try study.optimize(
      trials: trials, parallelism: parallelism, batchSize: batchSize, progress: .none
    ) { try value($0) }
    return study
  }

  @Test(arguments: [nil, 1, 4] as [Int?])
  func `a study is the same when every decision is asked for twice`(batchSize: Int?) throws {
    let repeating = RepeatingStorage()
    let plain = InMemoryStorage()
    for count in [7, 20, 31] {
      let (a, b) = (
        try run(repeating, trials: count, batchSize: batchSize),
        try run(plain, trials: count, batchSize: batchSize)
      )
      #expect(a.trials.map(\.parameters) == b.trials.map(\.parameters))
      #expect(a.trials.map(\.values) == b.trials.map(\.values))
      #expect(a.trials.map(\.state) == b.trials.map(\.state))
    }
    #expect(try repeating.studies()[0].trials.count == 31)
  }

  @Test func `workers on threads record each trial once`() throws {
    let storage = RepeatingStorage()
    let study = try run(storage, trials: 60, parallelism: 4)
    #expect(study.trials.map(\.number) == Array(0..<60))
    #expect(study.trials.finishedCount == 60)
    let again = try run(storage, trials: 60, parallelism: 4)
    #expect(again.trials.map(\.parameters) == study.trials.map(\.parameters))
  }

  @Test func `an interrupted trial is resumed once`() throws {
    let storage = RepeatingStorage()
    let study = try Study("s", storage: storage, seed: 1)
    let first = try study.ask()
    let x = try first.suggest("x", in: 0.0...1.0)
    try study.interrupt(first)
    let second = try study.ask()
    #expect(second.number == 0 && second.attempt == 2)
    #expect(try second.suggest("x", in: 0.0...1.0) == x)
    try study.tell(second, 1)
    #expect(try study.tell(0, .complete([2]), skipIfFinished: true).values == [1])
    #expect(try study.ask().number == 1)
  }
}
