import Synchronization
import Testing

@testable import Attune

/// `stop()` ends the runs of a study once their running trials have finished.
@Suite struct StopTests {
  @Test(arguments: StorageCase.allCases)
  func `an objective stops its run, and its trial is recorded`(storage: StorageCase) throws {
    try storage.withStorage { open in
      let study = try Study("s", storage: open(), sampler: .random, seed: 1)
      let reason = try study.optimize(trials: 9) { trial in
        if trial.number == 2 { study.stop() }
        return try trial.suggest("x", in: 0.0...1.0)
      }
      #expect(reason == .stopped)
      #expect(study.trials.map(\.state) == [.complete, .complete, .complete])
      expectEqual(try Study("s", storage: open()), study)
    }
  }

  @Test func `the next run is not stopped`() throws {
    let study = try Study(sampler: .random, seed: 1)
    for count in 1...3 {
      let reason = try study.optimize(trials: 9) { _ in
        study.stop()
        return 0.5
      }
      #expect(reason == .stopped)
      #expect(study.trials.count == count)
    }
    #expect(try study.optimize(trials: 9) { _ in 0.5 } == .ruleMet)
    #expect(study.trials.count == 9)
  }

  @Test func `without a run it has no effect`() throws {
    let study = try Study(sampler: .random, seed: 1)
    study.stop()
    #expect(try study.optimize(trials: 2) { _ in 0.5 } == .ruleMet)
    study.stop()
    #expect(try study.optimize(trials: 4) { _ in 0.5 } == .ruleMet)
    #expect(study.trials.count == 4)
  }

  @Test func `a trial that fails or is pruned after the request is recorded as such`() throws {
    struct Failure: Error {}
    let study = try Study(sampler: .random, seed: 1)
    let errors: [any Error] = [Failure(), TrialPruned()]
    for error in errors {
      let reason = try study.optimize(trials: 9) { _ -> Double in
        study.stop()
        throw error
      }
      #expect(reason == .stopped)
    }
    #expect(study.trials.map(\.state) == [.failed, .pruned])
  }

  @Test(arguments: SamplerCase.all)
  func `a study that was stopped after each trial has the trials of one that was not`(
    sampler: SamplerCase
  ) throws {
    func study() throws -> Study {
      try Study("s", sampler: sampler.sampler, pruner: .median(PrunerCase.early), seed: 6)
    }
    let whole = try study()
    try whole.optimize(trials: 14, maxConsecutiveFailures: .max, RichObjective.value)
    let stopped = try study()
    var runCount = 0
    while true {
      let reason = try stopped.optimize(trials: 14, maxConsecutiveFailures: .max) { trial in
        stopped.stop()
        return try RichObjective.value(trial)
      }
      guard reason == .stopped, runCount < 20 else { break }
      runCount += 1
    }
    #expect(runCount == 14)
    expectEqual(stopped, whole)
  }

  @Test(arguments: [1, 3])
  func `a run with batches that was stopped resumes to the same trials`(parallelism: Int) throws {
    func study() throws -> Study {
      try Study("s", sampler: SamplerCase.tpe(), pruner: .median(PrunerCase.early), seed: 6)
    }
    let whole = try study()
    try whole.optimize(
      trials: 18, parallelism: 1, batchSize: 4, maxConsecutiveFailures: .max, RichObjective.value)
    let stopped = try study()
    var reason = StopReason.stopped
    var runCount = 0
    while reason == .stopped, runCount < 20 {
      reason = try stopped.optimize(
        trials: 18, parallelism: .workers(parallelism), batchSize: 4, maxConsecutiveFailures: .max
      ) { trial in
        if trial.number % 3 == 1 { stopped.stop() }
        return try RichObjective.value(trial)
      }
      runCount += 1
    }
    #expect(reason == .ruleMet)
    #expect(runCount > 1)
    expectEqual(stopped, whole)
  }

  @Test(.timeLimit(.minutes(5)))
  func `the running trials of the other threads finish`() throws {
    let study = try Study(sampler: .random, seed: 1)
    let started = Barrier(count: 3)
    let stopped = Barrier(count: 3)
    let reason = try study.optimize(trials: 50, parallelism: 3) { trial in
      started.arrive()
      if trial.number == 1 { study.stop() }
      stopped.arrive()
      return try trial.suggest("x", in: 0.0...1.0)
    }
    #expect(reason == .stopped)
    #expect(study.trials.map(\.state) == [.complete, .complete, .complete])
  }

  @Test func `tasks are stopped as threads are`() async throws {
    let study = try Study(sampler: .random, seed: 1)
    let sequential = try await study.optimize(trials: 50) { _ in
      await Task.yield()
      study.stop()
      return 0.5
    }
    #expect(sequential == .stopped)
    #expect(study.trials.count == 1)
    let parallel = try await study.optimize(trials: 50, parallelism: 3) { _ in
      await Task.yield()
      study.stop()
      return 0.5
    }
    #expect(parallel == .stopped)
    #expect((2...4).contains(study.trials.count))
    #expect(study.trials.finishedCount == study.trials.count)
  }

  @Test(.timeLimit(.minutes(5)))
  func `all runs of the study in this process end`() throws {
    let study = try Study(sampler: .random, seed: 1)
    let started = Barrier(count: 2)
    let stopped = Barrier(count: 2)
    let reasons = Mutex<[StopReason]>([])
    try Threads.run(count: 2) { _ in
      let reason = try study.optimize(trials: 50) { trial in
        started.arrive()
        if trial.number == 0 { study.stop() }
        stopped.arrive()
        return 0.5
      }
      reasons.withLock { $0.append(reason) }
    }
    #expect(reasons.withLock { $0 } == [.stopped, .stopped])
    #expect(study.trials.map(\.state) == [.complete, .complete])
  }

  @Test func `runs of another worker continue`() throws {
    let storage = InMemoryStorage()
    let one = try Study("s", storage: storage, sampler: .random, seed: 1)
    let other = try Study("s", storage: storage, sampler: .random, seed: 1)
    let reason = try one.optimize(trials: 3) { _ in
      other.stop()
      return 0.5
    }
    #expect(reason == .ruleMet)
    #expect(one.trials.count == 3)
  }

  @Test func `an error takes precedence`() throws {
    struct Failure: Error {}
    let study = try Study(sampler: .random, seed: 1)
    #expect(throws: Failure.self) {
      try study.optimize(trials: 9, abortOn: [Failure.self]) { _ -> Double in
        study.stop()
        throw Failure()
      }
    }
    #expect(study.trials.map(\.state) == [.failed])
  }
}
