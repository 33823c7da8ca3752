import Synchronization
import Testing

@testable import Attune

/// `onTrialEnd` is called after each trial of a run.
@Suite struct TrialEndTests {
  private struct Failure: Error {}

  @Test(arguments: StorageCase.allCases)
  func `it is called after the trial is recorded and before the next one starts`(
    storage: StorageCase
  ) throws {
    try storage.withStorage { open in
      let study = try Study("s", storage: open(), sampler: .random, seed: 1)
      var events: [String] = []
      try study.optimize(
        trials: 4,
        onTrialEnd: { given, trial in
          #expect(given === study)
          #expect(given.trials[trial.number].state == trial.state)
          #expect(trial.endTime != nil)
          events.append("\(trial.number) \(trial.state)")
        }
      ) { trial -> Double in
        events.append("\(trial.number) starts")
        switch trial.number {
        case 1: throw TrialPruned()
        case 2: throw Failure()
        case 3: return .nan
        default: return 0.5
        }
      }
      #expect(
        events == [
          "0 starts", "0 complete", "1 starts", "1 pruned", "2 starts", "2 failed", "3 starts",
          "3 failed",
        ])
    }
  }

  @Test func `it is not called for earlier trials, nor for interrupted ones`() throws {
    let study = try Study(sampler: .random, seed: 1)
    try study.optimize(trials: 2) { _ in 0.5 }
    var ended: [Int] = []
    #expect(throws: CancellationError.self) {
      try study.optimize(trials: 5, onTrialEnd: { ended.append($1.number) }) { trial in
        if trial.number == 3, trial.attempt == 1 { throw CancellationError() }
        return 0.5
      }
    }
    #expect(ended == [2])
    try study.optimize(trials: 5, onTrialEnd: { ended.append($1.number) }) { _ in 0.5 }
    #expect(ended == [2, 3, 4])
  }

  @Test func `it is not called for a trial that another worker has taken over`() throws {
    let storage = InMemoryStorage()
    let study = try Study("s", storage: storage, sampler: .random, seed: 1)
    var ended: [Int] = []
    try study.optimize(trials: 2, onTrialEnd: { ended.append($1.number) }) { trial in
      if trial.number == 0, trial.attempt == 1 {
        // Another worker puts the trial back into the queue.
        _ = try storage.append(after: .start) { _ throws(StorageError) in
          [
            LogRecord(
              worker: "p", operation: .setState(trial: 0, .waiting, values: nil, at: nil))
          ]
        }
      }
      return Double(trial.attempt)
    }
    #expect(ended == [0, 1])
    #expect(study.trials.map(\.value) == [2, 1])
  }

  @Test func `an error that it throws ends the run and is thrown`() throws {
    let study = try Study(sampler: .random, seed: 1)
    #expect(throws: Failure.self) {
      try study.optimize(
        trials: 9, onTrialEnd: { if $1.number == 1 { throw Failure() } }
      ) { _ in 0.5 }
    }
    #expect(study.trials.map(\.state) == [.complete, .complete])
    #expect(try study.optimize(trials: 3) { _ in 0.5 } == .ruleMet)
  }

  @Test func `it is called for the trial whose failure ends the run, too`() throws {
    let study = try Study(sampler: .random, seed: 1)
    var ended: [Int] = []
    let repeated = #expect(throws: StudyError.self) {
      try study.optimize(
        trials: 9, maxConsecutiveFailures: 2, onTrialEnd: { ended.append($1.number) }
      ) { _ -> Double in throw Failure() }
    }
    #expect(repeated?.code == .repeatedFailure)
    #expect(repeated?.underlyingError is Failure)
    #expect(ended == [0, 1])
    // The first error counts, not that of the callback.
    struct Later: Error {}
    #expect(throws: Failure.self) {
      try study.optimize(
        trials: 9, abortOn: [Failure.self], onTrialEnd: { _, _ in throw Later() }
      ) { _ -> Double in throw Failure() }
    }
    #expect(study.trials.count == 3)
  }

  @Test func `it can stop the run`() throws {
    let study = try Study(sampler: .random, seed: 1)
    let reason = try study.optimize(
      trials: 9, onTrialEnd: { study, trial in if trial.number == 3 { study.stop() } }
    ) { _ in 0.5 }
    #expect(reason == .stopped)
    #expect(study.trials.count == 4)
  }

  @Test func `it can change the study and run it`() throws {
    let study = try Study(sampler: .random, seed: 1)
    var values: [Int] = []
    try study.optimize(
      trials: 4,
      onTrialEnd: { study, trial in
        try study.setUserAttribute("last", to: trial.number)
        if trial.number == 0 { try study.enqueue(["x": 7]) }
        if trial.number == 1 { try study.optimize(additionalTrials: 1) { _ in 0.25 } }
      }
    ) { trial in
      values.append(try trial.suggest("x", in: 0...9))
      return 0.5
    }
    #expect(values.count == 3)
    #expect(values[1] == 7)
    #expect(study.trials.map(\.value) == [0.5, 0.5, 0.25, 0.5])
    #expect(study.userAttributes["last"] == 3)
  }

  @Test(arguments: [nil, 4])
  func `threads call it once for each trial`(batchSize: Int?) throws {
    let study = try Study(sampler: .random, pruner: .median(PrunerCase.early), seed: 1)
    let ended = Mutex<[Int]>([])
    try study.optimize(
      trials: 25, parallelism: 4, batchSize: batchSize, maxConsecutiveFailures: .max,
      onTrialEnd: { study, trial in
        #expect(trial.state.isFinished)
        #expect(study.trials[trial.number].state == trial.state)
        ended.withLock { $0.append(trial.number) }
      }
    ) { try RichObjective.value($0) }
    #expect(ended.withLock { $0.sorted() } == Array(0..<25))
  }

  @Test func `it does not change the trials of batches`() throws {
    func run(onTrialEnd: (@Sendable (Study, TrialSnapshot) throws -> Void)?) throws -> Study {
      let study = try Study("s", sampler: SamplerCase.tpe(), seed: 6)
      try study.optimize(
        trials: 14, parallelism: 3, batchSize: 3, maxConsecutiveFailures: .max,
        onTrialEnd: onTrialEnd
      ) { try RichObjective.value($0) }
      return study
    }
    expectEqual(try run { study, _ in try study.refresh() }, try run(onTrialEnd: nil))
  }

  @Test(.timeLimit(.minutes(5)), arguments: [nil, 3])
  func `an error that it throws in a thread interrupts the other trials`(batchSize: Int?) throws {
    let study = try Study(sampler: .random, seed: 1)
    let started = Barrier(count: 3)
    #expect(throws: Failure.self) {
      try study.optimize(
        trials: 50, parallelism: 3, batchSize: batchSize, onTrialEnd: { _, _ in throw Failure() }
      ) { trial -> Double in
        started.arrive()
        if trial.number == 1 { return 0.5 }
        while true { try trial.checkPruning() }
      }
    }
    #expect(study.trials.map(\.state) == [.waiting, .complete, .waiting])
  }

  @Test func `asynchronous callbacks finish before the next trial starts`() async throws {
    let study = try Study(sampler: .random, seed: 1)
    var events: [String] = []
    try await study.optimize(
      trials: 3,
      onTrialEnd: { _, trial in
        await Task.yield()
        events.append("\(trial.number) ends")
      }
    ) { trial in
      await Task.yield()
      events.append("\(trial.number) starts")
      return 0.5
    }
    #expect(events == (0..<3).flatMap { ["\($0) starts", "\($0) ends"] })
    await #expect(throws: Failure.self) {
      try await study.optimize(
        trials: 9,
        onTrialEnd: { _, _ in
          await Task.yield()
          throw Failure()
        }
      ) { _ in
        await Task.yield()
        return 0.5
      }
    }
    #expect(study.trials.count == 4)
  }

  @Test func `tasks call it once for each trial`() async throws {
    let study = try Study(sampler: .random, seed: 1)
    let ended = Mutex<[Int]>([])
    try await study.optimize(
      trials: 25, parallelism: 4, maxConsecutiveFailures: .max,
      onTrialEnd: { _, trial in
        await Task.yield()
        ended.withLock { $0.append(trial.number) }
      }
    ) { trial in
      await Task.yield()
      return try RichObjective.value(trial)
    }
    #expect(ended.withLock { $0.sorted() } == Array(0..<25))
  }

  @Test(.timeLimit(.minutes(5)))
  func `a callback that the time limit cancels does not make the run fail`() async throws {
    let study = try Study(sampler: .random, seed: 1)
    let clock = ManualClock()
    let reason = try await clock.run {
      try await study.optimize(
        trials: 9, timeLimit: .seconds(10),
        onTrialEnd: { _, _ in
          while !Task.isCancelled { await Task.yield() }
          try Task.checkCancellation()
        }
      ) { _ in
        await Task.yield()
        clock.advance(by: .seconds(10))
        return 0.5
      }
    }
    #expect(reason == .timeLimitReached)
    #expect(study.trials.map(\.state) == [.complete])
  }
}
