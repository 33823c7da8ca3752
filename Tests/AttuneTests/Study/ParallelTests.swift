import Synchronization
import Testing

@testable import Attune

/// Parallel trials: each one runs exactly once.
@Suite struct ParallelTests {
  /// The numbers of the trials that objectives were given.
  private final class Witness: Sendable {
    let numbers = Mutex<[Int]>([])

    func see(_ trial: Trial) {
      numbers.withLock { $0.append(trial.number) }
    }

    var seen: [Int] { numbers.withLock { $0.sorted() } }
  }

  @Test(arguments: SamplerCase.all, [2, 5])
  func `threads run exactly the given number of trials, each once`(
    sampler: SamplerCase, parallelism: Int
  ) throws {
    let witness = Witness()
    let study = try Study(sampler: sampler.sampler, pruner: .median(PrunerCase.early), seed: 1)
    try study.optimize(trials: 41, parallelism: .workers(parallelism), maxConsecutiveFailures: .max)
    {
      trial in
      witness.see(trial)
      return try RichObjective.value(trial)
    }
    #expect(witness.seen == Array(0..<41))
    #expect(study.trials.map(\.number) == Array(0..<41))
    #expect(study.trials.finishedCount == 41)
  }

  @Test(arguments: [2, 5])
  func `tasks run exactly the given number of trials, each once`(parallelism: Int) async throws {
    let witness = Witness()
    let study = try Study(sampler: SamplerCase.tpe(), seed: 1)
    try await study.optimize(
      trials: 41, parallelism: .workers(parallelism), maxConsecutiveFailures: .max
    ) {
      trial in
      witness.see(trial)
      await Task.yield()
      return try RichObjective.value(trial)
    }
    #expect(witness.seen == Array(0..<41))
    #expect(study.trials.finishedCount == 41)
    #expect(study.trials.count == 41)
  }

  @Test func `threads share a journal`() throws {
    try StorageCase.journal.withStorage { open in
      let witness = Witness()
      let study = try Study("s", storage: open(), sampler: SamplerCase.tpe(), seed: 1)
      try study.optimize(trials: 14, parallelism: 3, maxConsecutiveFailures: .max) { trial in
        witness.see(trial)
        return try RichObjective.value(trial)
      }
      #expect(witness.seen == Array(0..<14))
      let reopened = try Study("s", storage: open())
      expectEqual(reopened, study)
      #expect(reopened.trials.finishedCount == 14)
    }
  }

  @Test(.timeLimit(.minutes(5)), arguments: [nil, 4, 6])
  func `the given number of threads run at a time`(batchSize: Int?) throws {
    let barrier = Barrier(count: 4)
    let study = try Study(sampler: .random, seed: 1)
    try study.optimize(trials: 4, parallelism: 4, batchSize: batchSize) { _ in
      barrier.arrive()
      return 0.5
    }
    #expect(study.trials.count == 4)
  }

  @Test(.timeLimit(.minutes(5)), arguments: [nil, 4, 6])
  func `the given number of tasks run at a time`(batchSize: Int?) async throws {
    let missing = Mutex(4)
    let gates = (0..<4).map { _ in AsyncStream.makeStream(of: Never.self) }
    let study = try Study(sampler: .random, seed: 1)
    try await study.optimize(trials: 4, parallelism: 4, batchSize: batchSize) { trial in
      let isLast = missing.withLock { missing in
        missing -= 1
        return missing == 0
      }
      if isLast { gates.forEach { $0.continuation.finish() } }
      for await _ in gates[trial.number].stream {}
      return 0.5
    }
    #expect(study.trials.count == 4)
  }

  @Test(.timeLimit(.minutes(5)))
  func `an objective runs while another one suggests and reports`() throws {
    let study = try Study(sampler: SamplerCase.tpe(), seed: 1)
    let turns = (0..<20).map { _ in Barrier(count: 2) }
    try study.optimize(trials: 2, parallelism: 2) { trial in
      // The objectives take turns: one calls the library while the other runs its own code.
      for (turn, barrier) in turns.enumerated() {
        if turn % 2 == trial.number {
          let x = try trial.suggest("x\(turn)", in: 0.0...1.0)
          try trial.report(x, step: turn)
        }
        barrier.arrive()
      }
      return 0.5
    }
    #expect(study.trials.map(\.intermediateValues.count) == [10, 10])
  }

  @Test(.timeLimit(.minutes(5)))
  func `a sampler or pruner that blocks does not block another thread`() throws {
    struct Slow: Sampler, Pruner {
      let isInSampler = Barrier(count: 2)
      let sampled = Barrier(count: 2)
      let isInPruner = Barrier(count: 2)
      let pruned = Barrier(count: 2)
      var summary: String { "Slow" }

      func sample(
        _ request: ParameterRequest, in context: SamplingContext, using random: inout RandomStream
      ) throws(SamplingError) -> ParameterValue {
        if request.name == "slow" {
          isInSampler.arrive()
          sampled.arrive()
        }
        return request.distribution.randomValue(using: &random)
      }

      func decision(about trial: TrialSnapshot, in context: PruningContext) -> PruningDecision {
        if trial.number == 0 {
          isInPruner.arrive()
          pruned.arrive()
        }
        return false
      }
    }
    @Sendable func work(_ trial: Trial, step: Int) throws {
      try trial.report(try trial.suggest("fast \(step)", in: 0.0...1.0), step: step)
      try trial.setUserAttribute("step", to: step)
    }
    let slow = Slow()
    let study = try Study(sampler: slow, pruner: slow, seed: 1)
    try study.optimize(trials: 2, parallelism: 2) { trial in
      if trial.number == 0 {
        _ = try trial.suggest("slow", in: 0.0...1.0)
        try trial.report(0.5, step: 0)
        try trial.checkPruning()
      } else {
        slow.isInSampler.arrive()
        try work(trial, step: 0)
        slow.sampled.arrive()
        slow.isInPruner.arrive()
        try work(trial, step: 1)
        slow.pruned.arrive()
      }
      return 0.5
    }
    #expect(study.trials.count(of: .complete) == 2)
  }

  @Test func `more workers than trials are allowed`() throws {
    let study = try Study(sampler: .random, seed: 1)
    try study.optimize(trials: 2, parallelism: 8) { _ in 0.5 }
    try study.optimize(trials: 2, parallelism: 8) { _ in 0.5 }
    try study.optimize(additionalTrials: 3, parallelism: 8) { _ in 0.5 }
    #expect(study.trials.count == 5)
  }

  @Test(arguments: SamplerCase.all)
  func `every kind of run with one worker gives the trials of a sequential run`(
    sampler: SamplerCase
  ) async throws {
    func study() throws -> Study {
      try Study("s", sampler: sampler.sampler, pruner: .median(PrunerCase.early), seed: 6)
    }
    let sequential = try study()
    try runSequentially(sequential)
    let threads = try study()
    try runInThreads(threads)
    expectEqual(threads, sequential, "in a thread")
    let asynchronous = try study()
    try await asynchronous.optimize(trials: 16) { trial in
      await Task.yield()
      return try RichObjective.value(trial)
    }
    expectEqual(asynchronous, sequential, "asynchronously")
    let tasks = try study()
    try await tasks.optimize(trials: 16, parallelism: 1) { trial in
      await Task.yield()
      return try RichObjective.value(trial)
    }
    expectEqual(tasks, sequential, "in a task")
  }

  private func runSequentially(_ study: Study) throws {
    try study.optimize(trials: 16, RichObjective.value)
  }

  private func runInThreads(_ study: Study) throws {
    try study.optimize(trials: 16, parallelism: 1) { try RichObjective.value($0) }
  }

  @Test func `three failures in a row end a parallel run`() throws {
    struct Failure: Error {}
    let study = try Study(sampler: .random, seed: 1)
    let error = #expect(throws: StudyError.self) {
      try study.optimize(trials: 100, parallelism: 3) { trial -> Double in
        if trial.number < 6 { return 0.5 }
        throw Failure()
      }
    }
    #expect(error?.code == .repeatedFailure)
    #expect(study.trials.count < 20)
    // All trials that were running have ended.
    #expect(study.trials.running.isEmpty)
  }

  @Test func `an interrupted parallel study is completed without a gap`() throws {
    let study = try Study(sampler: SamplerCase.tpe(), seed: 1)
    var runs = 0
    while study.trials.finishedCount < 30 {
      runs += 1
      do {
        try study.optimize(trials: 30, parallelism: 4, maxConsecutiveFailures: .max) { trial in
          if trial.number % 7 == 3, trial.attempt == 1 { throw CancellationError() }
          return try RichObjective.value(trial)
        }
      } catch is CancellationError {}
    }
    #expect(runs > 1)
    #expect(study.trials.map(\.number) == Array(0..<30))
    #expect(study.trials.finishedCount == 30)
  }

  @Test(arguments: StorageCase.allCases)
  func `ask and tell on several threads give each trial once`(
    storage: StorageCase
  ) throws {
    let count = storage == .journal ? 5 : 25
    let witness = Witness()
    try storage.withStorage { open in
      let study = try Study("s", storage: open(), sampler: SamplerCase.tpe(), seed: 1)
      try Threads.run(count: 4) { _ in
        for _ in 0..<count {
          let trial = try study.ask()
          witness.see(trial)
          try study.tell(trial, try trial.suggest("x", in: 0.0...1.0))
        }
      }
      #expect(witness.seen == Array(0..<4 * count))
      #expect(study.trials.count(of: .complete) == 4 * count)
    }
  }
}
