import Testing

@testable import Attune

/// Errors of the types in `abortOn` end the run at once.
@Suite struct AbortTests {
  private struct DatasetError: Error, Equatable {
    var file: String
  }

  private struct Failure: Error {}

  @Test(arguments: StorageCase.allCases)
  func `the run throws the error, and the trial is recorded as failed`(
    storage: StorageCase
  ) throws {
    try storage.withStorage { open in
      let study = try Study("s", storage: open(), sampler: .random, seed: 1)
      #expect(throws: DatasetError(file: "a.csv")) {
        try study.optimize(trials: 9, abortOn: [Failure.self, DatasetError.self]) { trial in
          if trial.number == 1 { throw DatasetError(file: "a.csv") }
          return 0.5
        }
      }
      let reopened = try Study("s", storage: open())
      #expect(reopened.trials.map(\.state) == [.complete, .failed])
      #expect(reopened.trials[1].failureReason?.contains("a.csv") == true)
    }
  }

  @Test func `the next run continues after the failed trial`() throws {
    let study = try Study(sampler: .random, seed: 1)
    for _ in 0..<2 {
      #expect(throws: DatasetError.self) {
        try study.optimize(trials: 4, abortOn: [DatasetError.self]) { _ -> Double in
          throw DatasetError(file: "")
        }
      }
    }
    #expect(try study.optimize(trials: 4) { _ in 0.5 } == .ruleMet)
    #expect(study.trials.map(\.state) == [.failed, .failed, .complete, .complete])
  }

  @Test func `errors of other types fail only their trials`() throws {
    let study = try Study(sampler: .random, seed: 1)
    try study.optimize(trials: 5, abortOn: [DatasetError.self]) { trial -> Double in
      if trial.number % 2 == 0 { throw Failure() }
      throw TrialPruned()
    }
    #expect(study.trials.map(\.state) == [.failed, .pruned, .failed, .pruned, .failed])
  }

  @Test func `errors of subclasses end the run as well`() throws {
    class IOError: Error, @unchecked Sendable {}
    final class ReadError: IOError, @unchecked Sendable {}
    let study = try Study(sampler: .random, seed: 1)
    #expect(throws: ReadError.self) {
      try study.optimize(trials: 9, abortOn: [IOError.self]) { _ -> Double in throw ReadError() }
    }
    #expect(study.trials.count == 1)
    // Not the other way round.
    try study.optimize(trials: 3, abortOn: [ReadError.self]) { _ -> Double in throw IOError() }
    #expect(study.trials.count == 3)
  }

  @Test func `the error takes precedence over that of repeated failures`() throws {
    let study = try Study(sampler: .random, seed: 1)
    #expect(throws: DatasetError.self) {
      try study.optimize(
        trials: 9, maxConsecutiveFailures: 1, abortOn: [DatasetError.self]
      ) { _ -> Double in throw DatasetError(file: "") }
    }
    #expect(study.trials.count == 1)
  }

  @Test(.timeLimit(.minutes(5)), arguments: [nil, 3, 4])
  func `the trials of other threads are interrupted`(batchSize: Int?) throws {
    let study = try Study(sampler: .random, seed: 1)
    let started = Barrier(count: 3)
    #expect(throws: DatasetError.self) {
      try study.optimize(
        trials: 50, parallelism: 3, batchSize: batchSize, abortOn: [DatasetError.self]
      ) { trial -> Double in
        started.arrive()
        if trial.number == 1 { throw DatasetError(file: "") }
        while true { try trial.checkPruning() }
      }
    }
    #expect(study.trials.map(\.state) == [.waiting, .failed, .waiting])
  }

  @Test(.timeLimit(.minutes(5)))
  func `the tasks of other trials are cancelled`() async throws {
    let study = try Study(sampler: .random, seed: 1)
    let (starts, start) = AsyncStream.makeStream(of: Void.self)
    await #expect(throws: DatasetError.self) {
      try await study.optimize(trials: 50, parallelism: 2, abortOn: [DatasetError.self]) {
        trial -> Double in
        if trial.number == 0 {
          // It waits for the other trial.
          for await _ in starts { break }
          throw DatasetError(file: "")
        }
        start.yield()
        while !Task.isCancelled { await Task.yield() }
        throw CancellationError()
      }
    }
    #expect(study.trials.map(\.state) == [.failed, .waiting])
  }

  @Test(arguments: [1, 3])
  func `a run with batches that was aborted resumes to the same trials`(parallelism: Int) throws {
    func study() throws -> Study {
      try Study("s", sampler: SamplerCase.tpe(), pruner: .none, seed: 6)
    }
    func run(_ study: Study, parallelism: Int, abortOn types: [any Error.Type]) throws {
      try study.optimize(
        trials: 15, parallelism: .workers(parallelism), batchSize: 4, maxConsecutiveFailures: .max,
        abortOn: types
      ) { try RichObjective.value($0) }
    }
    let whole = try study()
    try run(whole, parallelism: 1, abortOn: [])
    let aborted = try study()
    var count = 0
    // The objective throws this error in the trials 5 and 13.
    while count < 5 {
      do {
        try run(aborted, parallelism: parallelism, abortOn: [RichObjective.Diverged.self])
        break
      } catch is RichObjective.Diverged {
        count += 1
      }
    }
    #expect(count == 2)
    expectEqual(aborted, whole)
  }
}
