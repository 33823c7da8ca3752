import ProgramTesting
import Synchronization
import Testing

@testable import Attune

/// With a batch size, the trials do not depend on timing.
@Suite struct BatchTests {
  private static let trialCount = 30

  @Test(arguments: SamplerCase.withPruners)
  func `any number of threads gives the same trials`(
    sampler: SamplerCase, pruner: PrunerCase
  ) throws {
    let alone = try study(sampler, pruner)
    try runInThreads(alone, parallelism: 1)
    for parallelism in [2, 8] {
      let shared = try study(sampler, pruner)
      try runInThreads(shared, parallelism: parallelism)
      expectEqual(shared, alone, "with \(parallelism) threads")
    }
  }

  @Test(arguments: SamplerCase.all)
  func `tasks give the same trials as threads`(sampler: SamplerCase) async throws {
    let threads = try study(sampler)
    try runInThreads(threads, parallelism: 2)
    for parallelism in [1, 5] {
      let tasks = try study(sampler)
      try await tasks.optimize(
        trials: Self.trialCount, parallelism: .workers(parallelism), batchSize: 4,
        maxConsecutiveFailures: .max
      ) { trial in
        await Task.yield()
        return try RichObjective.value(trial)
      }
      expectEqual(tasks, threads, "with \(parallelism) tasks")
    }
  }

  @Test(.timeLimit(.minutes(5)), arguments: SamplerCase.all)
  func `the order in which trials finish does not matter`(sampler: SamplerCase) throws {
    let forwards = try study(sampler)
    try runInThreads(forwards, parallelism: 1)
    let backwards = try study(sampler)
    try backwards.optimize(
      trials: Self.trialCount, parallelism: 4, batchSize: 4, maxConsecutiveFailures: .max
    ) { trial in
      let next = trial.number + 1
      let outcome = Result { try RichObjective.value(trial) }
      // Each trial waits until the later ones of its batch have finished.
      while next % 4 != 0, next < Self.trialCount,
        backwards.trials.count <= next || !backwards.trials[next].state.isFinished
      {}
      return try outcome.get()
    }
    expectEqual(backwards, forwards)
  }

  @Test func `batches of one trial give the trials of a sequential run`() throws {
    let batches = try study(SamplerCase.standard, PrunerCase.standard)
    try runInThreads(batches, parallelism: 2, batchSize: 1)
    let sequential = try study(SamplerCase.standard, PrunerCase.standard)
    try sequential.optimize(
      trials: Self.trialCount, maxConsecutiveFailures: .max, RichObjective.value)
    expectEqual(batches, sequential)
  }

  @Test func `the batch size changes the trials`() throws {
    let small = try study(SamplerCase.standard)
    try runInThreads(small, parallelism: 2, batchSize: 2)
    let large = try study(SamplerCase.standard)
    try runInThreads(large, parallelism: 2, batchSize: 10)
    #expect(small.facts != large.facts)
  }

  @Test func `batches work in multi-objective studies`() throws {
    func run(parallelism: Int) throws -> Study {
      let study = try Study(
        "s", directions: [.minimize, .maximize], sampler: SamplerCase.tpe(), seed: 6)
      try study.optimize(trials: 20, parallelism: .workers(parallelism), batchSize: 5) { trial in
        let x = try trial.suggest("x", in: 0.0...1.0)
        return [x, x * x - (try trial.suggest("y", in: 0.0...1.0))]
      }
      return study
    }
    expectEqual(try run(parallelism: 4), try run(parallelism: 1))
  }

  // MARK: Interruptions

  @Test func `a parallel run that crashed after any record resumes to the same trials`() throws {
    try withTemporaryFolder { folder in
      let path = folder + "/whole.journal"
      let whole = try study(SamplerCase.standard, PrunerCase.standard, .journal(path))
      try runInThreads(whole, parallelism: 3, trials: 11, batchSize: 3)
      let alone = try study(SamplerCase.standard, PrunerCase.standard)
      try runInThreads(alone, parallelism: 1, trials: 11, batchSize: 3)
      expectEqual(whole, alone)
      let journal = try CutJournal(path: path)
      for count in 0...journal.count {
        let resumed = try study(
          SamplerCase.standard, PrunerCase.standard, journal.storage(prefix: count))
        try runInThreads(resumed, parallelism: 2, trials: 11, batchSize: 3)
        expectEqual(resumed, whole, "after \(count) records")
      }
    }
  }

  @Test(arguments: SamplerCase.all)
  func `a run that is interrupted repeatedly gives the same trials`(sampler: SamplerCase) throws {
    let whole = try study(sampler, PrunerCase.standard)
    try runInThreads(whole, parallelism: 1)
    let storage = InMemoryStorage()
    var interruptions = 0
    while true {
      let resumed = try study(sampler, PrunerCase.standard, storage)
      do {
        try resumed.optimize(
          trials: Self.trialCount, parallelism: 3, batchSize: 4, maxConsecutiveFailures: .max
        ) { trial in
          try RichObjective.value(trial) {
            let recorded = $0.snapshot.parameters.count + $0.snapshot.intermediateValues.count
            if trial.number % 3 == 1, trial.attempt <= 2, recorded == 2 * trial.attempt - 1 {
              throw CancellationError()
            }
          }
        }
        expectEqual(resumed, whole)
        break
      } catch is CancellationError {
        interruptions += 1
      }
    }
    #expect(interruptions > 2)
  }

  // MARK: Visible history

  @Test func `samplers and pruners see the results of earlier batches only`() throws {
    final class Log: Sendable {
      let lines = Mutex<Set<String>>([])

      func record(_ role: String, _ history: TrialHistory, _ number: Int) {
        let states = history.map(\.state.description.first).map { String($0 ?? " ") }.joined()
        let revisions = history.revisions.map { Int($0.number) }
        lines.withLock { lines in
          _ = lines.insert("\(role) \(number): \(states) \(revisions)")
        }
      }
    }
    struct Witness: Sampler, Pruner {
      let log = Log()
      var summary: String { "Witness" }

      func sample(
        _ request: ParameterRequest, in context: SamplingContext, using random: inout RandomStream
      ) throws(SamplingError) -> ParameterValue {
        log.record("sampler", context.history, context.trialNumber)
        return request.distribution.randomValue(using: &random)
      }

      func decision(about trial: TrialSnapshot, in context: PruningContext) -> PruningDecision {
        log.record("pruner", context.history, trial.number)
        return false
      }
    }
    let witness = Witness()
    let study = try Study(sampler: witness, pruner: witness, seed: 1)
    try study.enqueue(["x": 0.5])
    try study.optimize(trials: 6, parallelism: 3, batchSize: 3) { trial in
      let x = try trial.suggest("x", in: 0.0...1.0)
      try trial.report(x, step: 0)
      try trial.checkPruning()
      return x
    }
    let expected: Set = [
      "pruner 0: r []", "sampler 1: rr []", "pruner 1: rr []", "sampler 2: rrr []",
      "pruner 2: rrr []", "sampler 3: cccr [0, 1, 2]", "pruner 3: cccr [0, 1, 2]",
      "sampler 4: cccrr [0, 1, 2]", "pruner 4: cccrr [0, 1, 2]",
      "sampler 5: cccrrr [0, 1, 2]", "pruner 5: cccrrr [0, 1, 2]",
    ]
    #expect(witness.log.lines.withLock { $0 } == expected)
  }

  @Test func `a batch starts when the one before has finished`() throws {
    let study = try Study(sampler: .random, seed: 1)
    try study.optimize(trials: 24, parallelism: 4, batchSize: 3) { trial in
      let earlier = study.trials.prefix(trial.number / 3 * 3)
      #expect(earlier.allSatisfy { $0.state.isFinished })
      return 0.5
    }
    #expect(study.trials.finishedCount == 24)
  }

  @Test func `in the history of a batch trials finish in the order of their numbers`() throws {
    let study = try Study(sampler: .random, seed: 1)
    let trials = try (0..<4).map { _ in try study.ask() }
    for trial in trials { _ = try trial.suggest(trial.number < 2 ? "a" : "b", in: 0.0...1.0) }
    for number in [3, 1, 2] { try study.tell(trials[number], number == 2 ? 2 : 1) }
    var batches = BatchHistory(batchSize: 2, directions: [.minimize])
    func numbers(_ history: TrialHistory) -> [Int] { history.revisions.map { Int($0.number) } }

    let unfinished = batches.trials(before: 4, in: study.trials)
    #expect(unfinished.map(\.state) == [.running, .complete, .complete, .complete])
    #expect(unfinished[0].parameters.isEmpty)
    #expect(numbers(unfinished) == [1, 2, 3])
    #expect(unfinished.bestTrial?.number == 1)
    #expect(unfinished.parameterGroups.map { $0.parameters.map(\.name) } == [["a"], ["b"]])
    #expect(numbers(study.trials) == [3, 1, 2])

    // An earlier batch, then a later one: the trial has finished in the meantime.
    try study.tell(trials[0], 1)
    #expect(batches.trials(before: 1, in: study.trials).isEmpty)
    let early = batches.trials(before: 2, in: study.trials)
    #expect(early.map(\.state) == [.complete, .complete])
    let whole = batches.trials(before: 5, in: study.trials)
    #expect(numbers(whole) == [0, 1, 2, 3])
    // Earlier results are values and do not change.
    #expect(early.count == 2)
    #expect(numbers(unfinished) == [1, 2, 3])
  }

  // MARK: Number of trials

  @Test(arguments: [1, 2, 7])
  func `stop rules are evaluated on whole batches`(parallelism: Int) throws {
    func count(_ rule: StopRule, _ values: [Double]) throws -> Int {
      let study = try Study(sampler: .random, seed: 1)
      try study.optimize(
        trials: values.count, until: rule, parallelism: .workers(parallelism), batchSize: 3
      ) { values[$0.number] }
      #expect(study.trials.finishedCount == study.trials.count)
      return study.trials.count
    }
    let values: [Double] = [9, 8, 7, 6, 5, 5, 5, 5, 5, 5, 5]
    #expect(try count(.trials(0), values) == 0)
    #expect(try count(.trials(4), values) == 4)
    #expect(try count(.additionalTrials(5), values) == 5)
    #expect(try count(.target(6), values) == 6)
    #expect(try count(.target(0), values) == 11)
    #expect(try count(.noImprovement(trials: 2), values) == 9)
    #expect(try count(.all(.target(6), .trials(7)), values) == 7)
    #expect(try count(.any(.target(6), .trials(7)), values) == 6)
  }

  @Test func `more threads than trials in a batch are allowed, and running again does nothing`()
    throws
  {
    let study = try Study(sampler: .random, seed: 1)
    for trials in [5, 5, 7] {
      try study.optimize(trials: trials, parallelism: 6, batchSize: 2) { _ in 0.5 }
      #expect(study.trials.count == trials)
    }
  }

  @Test func `a run does not wait for a trial of another worker`() throws {
    let study = try Study(sampler: SamplerCase.tpe(), seed: 1)
    let asked = try study.ask()
    try study.optimize(trials: 6, parallelism: 2, batchSize: 2) { trial in
      try trial.suggest("x", in: 0.0...1.0)
    }
    #expect(study.trials.map(\.state) == [.running] + Array(repeating: .complete, count: 6))
    try study.tell(asked, 0.5)
  }

  @Test(arguments: [false, true])
  func `running and finished trials of other workers count`(isFinished: Bool) throws {
    let storage = InMemoryStorage()
    let study = try Study("shared", storage: storage, sampler: .random, seed: 1)
    let other = try Study("shared", storage: storage, sampler: .random, seed: 1)
    let asked = Mutex<Trial?>(nil)
    try study.optimize(trials: 8, parallelism: 1, batchSize: 2) { trial in
      if trial.number == 0 { asked.withLock { $0 = try? other.ask() } }
      if isFinished, trial.number == 3, let asked = asked.withLock({ $0 }) {
        try other.tell(asked, 0.5)
      }
      return 1
    }
    #expect(asked.withLock { $0?.number } == 1)
    #expect(study.trials.count == 8)
    #expect(study.trials.count(of: .complete) == (isFinished ? 8 : 7))
  }

  @Test func `results of other workers are visible from the next batch on`() throws {
    let study = try Study(sampler: .random, seed: 1)
    let trials = try (0..<4).map { _ in try study.ask() }
    for trial in trials.dropFirst() { try study.tell(trial, 0.5) }
    var batches = BatchHistory(batchSize: 2, directions: [.minimize])
    #expect(batches.trials(before: 2, in: study.trials).map(\.state) == [.running, .complete])
    try study.tell(trials[0], 0.25)
    #expect(batches.trials(before: 3, in: study.trials).map(\.state) == [.running, .complete])
    let known = batches.trials(before: 4, in: study.trials)
    #expect(known.map(\.state) == Array(repeating: .complete, count: 4))
    #expect(known.bestTrial?.number == 0)
  }

  // MARK: Runs

  private func study(
    _ sampler: SamplerCase, _ pruner: PrunerCase = PrunerCase.standard,
    _ storage: some Storage = .inMemory
  ) throws -> Study {
    let study = try Study(
      "batches", storage: storage, sampler: sampler.sampler, pruner: pruner.pruner, seed: 6)
    for x in [1.5, -2.5] { try study.enqueue(["x": .float(x)], skipIfExists: true) }
    return study
  }

  private func runInThreads(
    _ study: Study, parallelism: Int, trials: Int = Self.trialCount, batchSize: Int = 4
  ) throws {
    try study.optimize(
      trials: trials, parallelism: .workers(parallelism), batchSize: batchSize,
      maxConsecutiveFailures: .max
    ) { try RichObjective.value($0) }
  }
}
