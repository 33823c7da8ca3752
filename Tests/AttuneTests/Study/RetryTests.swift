import Synchronization
import Testing

@testable import Attune

/// Failed trials that get another attempt.
@Suite struct RetryTests {
  private struct NoConnection: Error, CustomStringConvertible {
    var description: String { "no connection" }
  }

  /// Returns the value of trial 1 only at an attempt.
  private func objective(_ trial: Trial, succeedsAt attempt: Int) throws -> Double {
    let x = try trial.suggest("x", in: 0.0...1.0)
    if trial.number == 1, trial.attempt < attempt { throw NoConnection() }
    return x
  }

  @Test(arguments: StorageCase.allCases)
  func `a trial that fails now and then gets another attempt`(storage: StorageCase) throws {
    try storage.withStorage { open in
      let whole = try Study("whole", seed: 3)
      try whole.optimize(trials: 4, progress: .none) { try objective($0, succeedsAt: 1) }
      let study = try Study("s", storage: open(), seed: 3)
      try study.optimize(trials: 4, retry: .failed(times: 2), progress: .none) {
        try objective($0, succeedsAt: 3)
      }
      let reopened = try Study("s", storage: open())
      #expect(reopened.trials.map(\.state) == whole.trials.map(\.state))
      #expect(reopened.trials.map(\.parameters) == whole.trials.map(\.parameters))
      #expect(reopened.trials[1].retriedFailures == ["no connection", "no connection"])
      #expect(reopened.trials[1].failureReason == nil)
      #expect(reopened.trials[0].retriedFailures.isEmpty)
    }
  }

  @Test func `after the last attempt the trial has failed`() throws {
    let study = try Study(sampler: .random, seed: 3)
    try study.optimize(trials: 3, retry: .failed(times: 2), progress: .none) {
      try objective($0, succeedsAt: 4)
    }
    #expect(study.trials.map(\.state) == [.complete, .failed, .complete])
    #expect(study.trials[1].retriedFailures.count == 2)
    #expect(study.trials[1].failureReason == "no connection")
  }

  @Test func `NaN is retried, and retries are no consecutive failures`() throws {
    let study = try Study(sampler: .random, seed: 3)
    try study.optimize(
      trials: 2, maxConsecutiveFailures: 1, retry: .failed(times: 3), progress: .none
    ) { trial -> Double in
      trial.attempt < 4 ? .nan : 1.0
    }
    #expect(study.trials.map(\.state) == [.complete, .complete])
  }

  @Test func `errors that end the run and pruned trials are not retried`() throws {
    let study = try Study(sampler: .random, seed: 3)
    #expect(throws: NoConnection.self) {
      try study.optimize(
        trials: 2, retry: .failed(times: 3), abortOn: [NoConnection.self], progress: .none
      ) { trial -> Double in
        if trial.number == 0 { throw TrialPruned() }
        throw NoConnection()
      }
    }
    #expect(study.trials.map(\.state) == [.pruned, .failed])
    #expect(study.trials.allSatisfy { $0.retriedFailures.isEmpty })
  }

  @Test func `an attempt continues after the repeats that are recorded`() throws {
    let study = try Study(sampler: .random, seed: 3)
    var calls: [Int] = []
    try study.optimize(trials: 1, repeats: 3, retry: .failed(times: 1), progress: .none) { trial in
      calls.append(trial.repeatIndex)
      if trial.repeatIndex == 1, trial.attempt == 1 { throw NoConnection() }
      return 1
    }
    #expect(calls == [0, 1, 1, 2])
  }

  @Test(arguments: [1, 3])
  func `parallel runs in batches have the same trials`(workers: Int) throws {
    let whole = try Study("whole", seed: 3)
    try whole.optimize(trials: 12, parallelism: 1, batchSize: 4, progress: .none) { trial in
      try trial.suggest("x", in: 0.0...1.0)
    }
    let study = try Study("s", seed: 3)
    try study.optimize(
      trials: 12, parallelism: .workers(workers), batchSize: 4, retry: .failed(times: 1),
      progress: .none
    ) { trial in
      let x = try trial.suggest("x", in: 0.0...1.0)
      if trial.number % 3 == 0, trial.attempt == 1 { throw NoConnection() }
      return x
    }
    #expect(study.trials.map(\.parameters) == whole.trials.map(\.parameters))
    #expect(study.trials.map(\.values) == whole.trials.map(\.values))
  }
}
