import ProgramTesting
import Testing

@testable import Attune

/// Differential evolution in the brackets of Hyperband.
@Suite struct DEHBTests {
  private static let schedule = BudgetSchedule.hyperband(from: 1, to: 9)

  /// A sphere with a bias that shrinks with the budget.
  private static func loss(_ trial: Trial) throws -> Double {
    try (0..<4).reduce(0.0) { loss, index in
      let x = try trial.suggest("x\(index)", in: 0.0...1.0)
      return loss + (x - 0.3) * (x - 0.3) + 0.1 * x / Double(try trial.budget)
    }
  }

  /// The same with a choice.
  private static func objective(_ trial: Trial) throws -> Double {
    let kind = try trial.suggest("kind", from: ["a", "b", "c"])
    return try loss(trial) + (kind == "b" ? 0 : 0.2)
  }

  private static func study(
    _ storage: some Storage = .inMemory, direction: Direction = .minimize,
    sampler: any Sampler = .dehb(budget: schedule), seed: UInt64 = 1
  ) throws -> Study {
    try Study(
      "dehb", directions: [direction], storage: storage, sampler: sampler, pruner: .none,
      seed: seed, interruptedTrials: .resume(), lease: .seconds(600), environment: .current)
  }

  // MARK: Evolution

  @Test(arguments: [Direction.minimize, .maximize], 1...3)
  func `brackets, populations and children are those of a simulation`(
    direction: Direction, seed: Int
  ) throws {
    let study = try Self.study(direction: direction, seed: UInt64(seed))
    // The first round has 17 configurations, a later one 22.
    try study.optimize(trials: 17 + 2 * 22 + 5) { trial in
      let loss = try Self.loss(trial)
      return direction == .minimize ? loss : -loss
    }
    let checked = try DEHBReplay.upToNine.check(study)
    #expect(checked.children == 8 + 2 * 22 + 5)
    #expect(checked.mutants > 30)
    #expect(study.trials.count { $0.budget?.promotedFrom == nil } == 17 + 2 * 22 + 5)
    #expect(study.bestTrial?.budget?.isLargest == true)
  }

  @Test func `evolution is better than random configurations`() throws {
    func value(_ sampler: any Sampler, _ budget: BudgetSchedule?, _ seed: UInt64) throws -> Double {
      let study = try Self.study(sampler: sampler, seed: seed)
      try study.optimize(trials: 150, budget: budget, Self.objective)
      return try #require(study.bestValue)
    }
    let wins = try (0..<8).count { seed in
      try value(.dehb(budget: Self.schedule), nil, UInt64(seed))
        < value(.random, Self.schedule, UInt64(seed))
    }
    #expect(wins >= 7, "\(wins) of 8")
  }

  // MARK: Repetition

  @Test func `with batches any number of workers gives the same trials`() throws {
    func run(_ parallelism: Int) throws -> Study {
      let study = try Self.study(seed: 3)
      try study.optimize(
        trials: 50, parallelism: .workers(parallelism), batchSize: 4, Self.objective)
      return study
    }
    let alone = try run(1)
    for parallelism in [2, 4] { expectEqual(try run(parallelism), alone) }
  }

  @Test func `several workers promote no configuration twice`() throws {
    let storage = InMemoryStorage()
    let studies = try (0..<2).map { _ in try Self.study(storage) }
    try Threads.run(count: 2) { index in
      try studies[index].optimize(trials: 60, parallelism: 2, Self.objective)
    }
    let study = studies[0]
    try study.refresh()
    let promoted = study.trials.compactMap { $0.budget?.promotedFrom }
    #expect(Set(promoted).count == promoted.count)
    #expect(study.trials.count { $0.budget?.promotedFrom == nil } == 60)
    #expect(study.trials.allSatisfy { $0.state.isFinished })
  }

  @Test(arguments: [nil, 3])
  func `a run that crashed after any record resumes to the same trials`(batchSize: Int?) throws {
    try withTemporaryFolder { folder in
      let path = folder + "/whole.journal"
      let whole = try Self.study(.journal(path))
      try whole.optimize(trials: 25, parallelism: 1, batchSize: batchSize, Self.objective)
      let journal = try CutJournal(path: path)
      for count in stride(from: 0, through: journal.count, by: 29) {
        let resumed = try Self.study(journal.storage(prefix: count))
        try resumed.optimize(trials: 25, parallelism: 1, batchSize: batchSize, Self.objective)
        expectEqual(resumed, whole, "after \(count) records")
        #expect(resumed.trials.map(\.budget) == whole.trials.map(\.budget))
      }
    }
  }

  // MARK: Unusual trials

  @Test func `branches, failures and infinite values are handled`() throws {
    struct Failure: Error {}
    let study = try Self.study()
    try study.optimize(trials: 60, maxConsecutiveFailures: .max) { trial in
      let x = try trial.suggest("x", in: 1...100, scale: .log)
      if try trial.suggest("deep", from: [true, false]) {
        _ = try trial.suggest("depth", in: 1...9)
      }
      if trial.number % 5 == 4 { throw Failure() }
      return trial.number % 7 == 6 ? Double.infinity : Double(x)
    }
    #expect(study.bestTrial?.budget?.isLargest == true)
    #expect(study.trials.count(of: .failed) > 5)
  }

  @Test func `a recorded target of another program cannot mislead the populations`() throws {
    let study = try Self.study()
    try study.optimize(trials: 20, Self.objective)
    var populations = DEHBPopulations(Self.schedule.evolving, direction: .minimize)
    for var trial in study.trials {
      trial.systemAttributes[DEHBPopulations.targetAttribute] =
        [.int(-1), .int(.max), "x"][
          trial.number % 3]
      populations.add(trial)
    }
    #expect(zip(populations.rungs, [9, 5, 3]).allSatisfy { $0.count <= $1 })
    #expect(populations.finishedCounts.reduce(0, +) == study.trials.count)
  }

  // MARK: Budgets

  @Test func `a second schedule, or several objectives, are errors`() throws {
    let error = #expect(throws: StudyError.self) {
      try Self.study().optimize(trials: 3, budget: Self.schedule, Self.objective)
    }
    #expect(error?.code == .invalidValue)
    #expect(error?.description.contains("has its own budgets") == true)
    let pair = try Study(
      directions: [.minimize, .minimize], sampler: .dehb(budget: Self.schedule), pruner: .none)
    #expect(throws: StudyError.self) { try pair.optimize(trials: 3) { _ in [1, 2] } }
  }

  @Test func `a sampler with fixed values has the budgets of the other sampler`() throws {
    let study = try Self.study(
      sampler: .fixing(["kind": "b"], then: .dehb(budget: Self.schedule)))
    try study.optimize(trials: 20, Self.objective)
    #expect(study.trials.allSatisfy { $0.budget != nil && $0.parameters["kind"] == "b" })
    #expect(
      study.trials.contains {
        $0.systemAttributes[DEHBPopulations.targetAttribute] != nil
      })
  }

  @Test func `the budgets are recorded`() throws {
    let study = try Self.study()
    try study.optimize(trials: 2, Self.objective)
    #expect(study.sampler.summary == "DEHBSampler(budgets: [1, 3, 9], factor: 3)")
    #expect(
      study.replica.read(\.systemAttributes)["attune:budgets"]
        == "evolving with budgets [1, 3, 9], factor 3")
    let trial = try study.ask()
    #expect(throws: TrialError.self) { try trial.budget }
    #expect(try (0...1).contains(trial.suggest("x0", in: 0.0...1.0)))
  }
}
