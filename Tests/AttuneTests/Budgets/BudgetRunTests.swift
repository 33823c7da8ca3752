import ProgramTesting
import Synchronization
import Testing

@testable import Attune

/// Runs with budgets: promotion, its records, parallelism and resumption.
@Suite struct BudgetRunTests {
  /// A loss that is closer to that of the largest budget, the larger the budget.
  private static func loss(_ x: Double, _ budget: Int) -> Double {
    let noise = (x * 1000).truncatingRemainder(dividingBy: 1) - 0.5
    return (x - 0.3) * (x - 0.3) + noise / Double(budget)
  }

  private static func objective(_ trial: Trial) throws -> Double {
    loss(try trial.suggest("x", in: 0.0...1.0), try trial.budget)
  }

  private static let schedules: [BudgetSchedule] = [
    .halving(from: 1, to: 81, factor: 3), .halving(from: 2, to: 16, factor: 2),
    .halving(from: 5, to: 5), .hyperband(from: 1, to: 27, factor: 3),
  ]

  private func study(
    _ storage: some Storage = .inMemory, direction: Direction = .minimize,
    sampler: any Sampler = .random, seed: UInt64 = 4
  ) throws -> Study {
    try Study(
      "budgets", directions: [direction], storage: storage, sampler: sampler,
      pruner: .none, seed: seed, interruptedTrials: .resume(), lease: .seconds(600),
      environment: .current)
  }

  // MARK: Schedule

  @Test(arguments: schedules, [1, 2, 7, 40])
  func `promotions are those of the algorithm of the ASHA paper`(
    schedule: BudgetSchedule, count: Int
  ) throws {
    for seed in 0..<5 {
      let study = try study(seed: UInt64(seed))
      try study.optimize(trials: count, budget: schedule, Self.objective)
      var configurations: [Double] = []
      for trial in study.trials where trial.budget?.promotedFrom == nil {
        configurations.append(try #require(trial.parameters["x"]?.doubleValue))
      }
      #expect(configurations.count == count)
      let simulation = PromotionSimulation(schedule: schedule, configurationCount: count) {
        Self.loss(configurations[$0], $1)
      }
      let calls = try study.trials.map { trial in
        let x = try #require(trial.parameters["x"]?.doubleValue)
        return PromotionSimulation.Call(
          configuration: try #require(configurations.firstIndex(of: x)),
          budget: try #require(trial.budget?.amount))
      }
      #expect(calls == simulation.calls())
      #expect(study.bestTrial?.budget?.isLargest == true)
      try study.optimize(trials: count, budget: schedule, Self.objective)
      #expect(study.trials.count == calls.count, "a complete study is not continued")
    }
  }

  @Test func `lower rungs are pruned trials with their value, linked from the promoted ones`()
    throws
  {
    let study = try study(direction: .maximize)
    let reason = try study.optimize(trials: 9, budget: .halving(from: 1, to: 9)) { trial in
      -(try Self.objective(trial))
    }
    #expect(reason == .ruleMet)
    let history = study.trials
    #expect(history.count(of: .complete) == 1)
    #expect(history.count == 9 + 3 + 1)
    for trial in history {
      let budget = try #require(trial.budget)
      let x = try #require(trial.parameters["x"]?.doubleValue)
      #expect(trial.values == [-Self.loss(x, budget.amount)])
      #expect(trial.state == (budget.amount == 9 ? .complete : .pruned))
      if !budget.isLargest {
        #expect(trial.intermediateValues.map(\.step) == [budget.amount])
        #expect(trial.lastIntermediateValue?.value == trial.value)
      }
      guard let lower = budget.promotedFrom else { continue }
      #expect(history[lower].parameters == trial.parameters)
      #expect(history[lower].budget?.rung == budget.rung - 1)
      #expect(trial.systemAttributes["attune:promoted_from"] == .int(lower))
    }
    let best = try #require(study.bestTrial)
    #expect(best.description.contains("budget 9"))
    #expect(study.bestTrials.map(\.number) == [best.number])
  }

  @Test func `numbers of trials are numbers of configurations`() throws {
    let schedule = BudgetSchedule.halving(from: 1, to: 9)
    let study = try study()
    func configurationCount() -> Int { study.trials.count { $0.budget?.promotedFrom == nil } }
    try study.optimize(trials: 6, budget: schedule, Self.objective)
    #expect(configurationCount() == 6)
    try study.optimize(additionalTrials: 6, budget: schedule, Self.objective)
    #expect(configurationCount() == 12)
    try study.optimize(
      budget: schedule, until: .trials(4, states: [.complete]), Self.objective)
    #expect(study.trials.count(of: .complete) == 4)
    let count = study.trials.count
    // Without budgets every trial counts.
    try study.optimize(trials: count + 1) { try $0.suggest("x", in: 0.0...1.0) }
    #expect(study.trials.count == count + 1)
  }

  @Test func `enqueued trials are configurations of the first rung`() throws {
    let study = try study()
    try study.enqueue(["x": 0.3])
    for _ in 0..<5 { try study.enqueue(["x": 0.9]) }
    try study.optimize(trials: 3, budget: .halving(from: 1, to: 9)) { trial in
      let x = try trial.suggest("x", in: 0.0...1.0)
      _ = try trial.budget
      return (x - 0.3) * (x - 0.3)
    }
    #expect(study.trials.count(of: .waiting) == 3)
    #expect(study.bestTrial?.parameters["x"] == 0.3)
    #expect(study.bestTrial?.budget?.isLargest == true)
  }

  // MARK: Results that are not promoted

  @Test func `failed, pruned and diverged trials are not promoted`() throws {
    struct Failure: Error {}
    let study = try study()
    try study.optimize(
      trials: 12, budget: .halving(from: 1, to: 8, factor: 2), maxConsecutiveFailures: .max
    ) { trial in
      let x = try trial.suggest("x", in: 0.0...1.0)
      switch trial.number % 4 {
      case 0: throw Failure()
      case 1:
        try trial.report(-100, step: 0)
        throw TrialPruned()
      case 2: return Double.infinity
      default: return x
      }
    }
    for trial in study.trials {
      guard let lower = trial.budget?.promotedFrom else { continue }
      #expect(study.trials[lower].rungValue?.isFinite == true)
    }
    #expect(study.trials.contains { $0.budget?.promotedFrom != nil })
    // The configurations that remain cannot all fail at higher rungs.
    #expect(study.trials.count(of: .failed) >= 3)
  }

  @Test func `a study whose trials all fail ends`() throws {
    struct Failure: Error {}
    let study = try study()
    try study.optimize(
      trials: 5, budget: .halving(from: 1, to: 4, factor: 2), maxConsecutiveFailures: .max
    ) { trial in
      let x = try trial.suggest("x", in: 0.0...1.0)
      if try trial.budget > 1 { throw Failure() }
      return x
    }
    #expect(study.bestTrial == nil)
    #expect(study.trials.count(of: .failed) == 5)
  }

  @Test func `infeasible configurations come last`() throws {
    let study = try study()
    try study.optimize(trials: 9, budget: .halving(from: 1, to: 3)) { trial in
      let x = try trial.suggest("x", in: 0.0...1.0)
      try trial.setConstraint("c", to: trial.number < 6 ? 1 : 0)
      return trial.number < 6 ? -1 : x
    }
    let promoted = study.trials.compactMap { $0.budget?.promotedFrom }
    #expect(promoted.contains { $0 >= 6 })
  }

  @Test func `budgets need one objective, and a trial without a budget says so`() throws {
    let pair = try Study(directions: [.minimize, .minimize])
    let mismatch = #expect(throws: StudyError.self) {
      try pair.optimize(trials: 3, budget: .halving(from: 1, to: 9)) { _ in [1, 2] }
    }
    #expect(mismatch?.code == .invalidValue)
    let trial = try study().ask()
    let missing = #expect(throws: TrialError.self) { try trial.budget }
    #expect(missing?.code == .noBudget)
    #expect(try FixedTrial(["x": 1], budget: 7).trial.budget == 7)
  }

  @Test func `a fixed trial has the budget of the trial that it repeats`() throws {
    let study = try study()
    try study.optimize(trials: 3, budget: .halving(from: 1, to: 9), Self.objective)
    let best = try #require(study.bestTrial)
    #expect(try Self.objective(FixedTrial(best).trial) == best.value)
  }

  // MARK: Checkpoints and files

  @Test func `a promoted trial continues from the checkpoint and the files of the lower rung`()
    throws
  {
    let study = try Study(
      sampler: .random, pruner: .none, seed: 3, artifacts: InMemoryArtifacts())
    var epochs = 0
    try study.optimize(trials: 9, budget: .halving(from: 1, to: 9)) { trial in
      let x = try trial.suggest("x", in: 0.0...1.0)
      let start = try trial.checkpoint(as: Int.self) ?? 0
      let lower = trial.snapshot.budget?.promotedFrom.map { study.trials[$0] }
      #expect(start == lower?.budget?.amount ?? 0)
      #expect(try trial.artifact(named: "weights") == lower.map { [UInt8($0.number)] })
      for epoch in start..<(try trial.budget) {
        epochs += 1
        try trial.saveCheckpoint(epoch + 1)
      }
      try trial.saveArtifact(named: "weights", [UInt8(trial.number)])
      return x
    }
    // 9 configurations for an epoch, 3 of them for two more, and the best one for six more.
    #expect(epochs == 9 + 3 * 2 + 6)
  }

  // MARK: Samplers

  @Test func `samplers see the highest rung of each configuration`() throws {
    final class Log: Sendable {
      let shown = Mutex<[[Int]]>([])
    }
    struct Witness: Sampler {
      let log = Log()
      func sample(
        _ request: ParameterRequest, in context: SamplingContext, using random: inout RandomStream
      ) throws(SamplingError) -> ParameterValue {
        let shown = context.history.filter { $0.state.isFinished }
        log.shown.withLock { $0.append(shown.map(\.number)) }
        return request.distribution.randomValue(using: &random)
      }
    }
    let witness = Witness()
    let study = try study(sampler: witness)
    try study.optimize(trials: 20, budget: .halving(from: 1, to: 9), Self.objective)
    let seen = witness.log.shown.withLock { $0 }
    #expect(seen.count == 20)
    let history = study.trials
    let starts = history.filter { $0.budget?.promotedFrom == nil }.map(\.number)
    for (number, shown) in zip(starts, seen) {
      let superseded = Set(history.prefix(number).compactMap { $0.budget?.promotedFrom })
      #expect(shown == (0..<number).filter { !superseded.contains($0) })
    }
  }

  // MARK: Workers

  @Test(arguments: schedules)
  func `with batches any number of workers gives the same trials`(schedule: BudgetSchedule) throws {
    func run(_ parallelism: Int, _ seed: UInt64) throws -> Study {
      let study = try study(sampler: SamplerCase.tpe(), seed: seed)
      try study.optimize(
        trials: 25, budget: schedule, parallelism: .workers(parallelism), batchSize: 4,
        Self.objective)
      return study
    }
    for seed in 1...3 {
      let alone = try run(1, UInt64(seed))
      #expect(alone.bestTrial?.budget?.isLargest == true)
      for parallelism in [2, 4] {
        let shared = try run(parallelism, UInt64(seed))
        expectEqual(shared, alone, "with \(parallelism) workers")
        #expect(shared.trials.map(\.budget) == alone.trials.map(\.budget))
      }
    }
  }

  @Test func `several workers promote no configuration twice`() throws {
    for seed in 1...3 {
      let storage = InMemoryStorage()
      let studies = try (0..<2).map { _ in
        try self.study(storage, sampler: SamplerCase.tpe(), seed: UInt64(seed))
      }
      try Threads.run(count: 2) { index in
        try studies[index].optimize(
          trials: 40, budget: .halving(from: 1, to: 27), parallelism: 3, Self.objective)
      }
      let study = studies[0]
      try study.refresh()
      let promoted = study.trials.compactMap { $0.budget?.promotedFrom }
      #expect(Set(promoted).count == promoted.count)
      #expect(study.trials.count { $0.budget?.promotedFrom == nil } == 40)
      #expect(study.bestTrial?.budget?.isLargest == true)
      #expect(study.trials.allSatisfy { $0.state.isFinished })
    }
  }

  // MARK: Interruptions

  @Test(arguments: [nil, 3])
  func `a run that crashed after any record resumes to the same trials`(batchSize: Int?) throws {
    let schedule = BudgetSchedule.hyperband(from: 1, to: 9)
    func run(_ study: Study, parallelism: Int) throws {
      for x in [0.2, 0.8] { try study.enqueue(["x": .float(x)], skipIfExists: true) }
      try study.optimize(
        trials: 14, budget: schedule, parallelism: .workers(parallelism), batchSize: batchSize
      ) { trial in
        // A checkpoint of the lower rung, or of an interrupted attempt after its report.
        let start = try trial.checkpoint(as: Int.self) ?? 0
        let lower = trial.snapshot.budget?.promotedFrom.map { study.trials[$0].budget?.amount }
        #expect(try start == (lower ?? 0) || start == trial.budget)
        let loss = try Self.objective(trial)
        try trial.report(loss, step: 0)
        try trial.saveCheckpoint(try trial.budget)
        return loss
      }
    }
    try withTemporaryFolder { folder in
      let path = folder + "/whole.journal"
      let whole = try study(.journal(path), sampler: SamplerCase.tpe())
      try run(whole, parallelism: 1)
      #expect(whole.trials.contains { $0.budget?.promotedFrom != nil })
      let journal = try CutJournal(path: path)
      for count in 0...journal.count {
        let resumed = try study(journal.storage(prefix: count), sampler: SamplerCase.tpe())
        try run(resumed, parallelism: batchSize == nil ? 1 : 2)
        expectEqual(resumed, whole, "after \(count) records")
        #expect(resumed.trials.map(\.budget) == whole.trials.map(\.budget))
      }
    }
  }

  @Test func `a run that is interrupted at every trial gives the same trials`() throws {
    let schedule = BudgetSchedule.halving(from: 1, to: 27)
    let whole = try study(sampler: SamplerCase.tpe())
    try whole.optimize(trials: 30, budget: schedule, Self.objective)
    let storage = InMemoryStorage()
    var interruptions = 0
    while true {
      do {
        let resumed = try study(storage, sampler: SamplerCase.tpe())
        try resumed.optimize(trials: 30, budget: schedule) { trial in
          let loss = try Self.objective(trial)
          if trial.attempt == 1 { throw CancellationError() }
          return loss
        }
        expectEqual(resumed, whole)
        break
      } catch is CancellationError {
        interruptions += 1
      }
    }
    #expect(interruptions == whole.trials.count)
  }

  @Test func `a change of the budgets is recorded`() throws {
    let study = try study()
    try study.optimize(trials: 2, budget: .halving(from: 1, to: 9), Self.objective)
    #expect(
      study.replica.read(\.systemAttributes)["attune:budgets"]
        == .string(BudgetSchedule.halving(from: 1, to: 9).summary))
  }
}
