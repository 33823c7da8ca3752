import Testing

@testable import Attune

/// Intermediate reports of an objective, and pruning.
@Suite struct ReportTests {
  /// Prunes at a given number of reports.
  private struct Strict: Pruner {
    let count: Int

    func decision(about trial: TrialSnapshot, in context: PruningContext) -> PruningDecision {
      PruningDecision(trial.intermediateValues.count >= count)
    }
  }

  @Test(arguments: StorageCase.allCases)
  func `any number can be reported, in any order of steps`(storage: StorageCase) throws {
    try storage.withStorage { open in
      let study = try Study("s", storage: open(), pruner: .none, seed: 1)
      let trial = try study.ask()
      let reports: [(Int, Double)] = [
        (7, 0.1), (0, .infinity), (3, -.infinity), (1_000_000, -0.0), (2, .nan),
      ]
      for (step, value) in reports { try trial.report(value, step: step) }
      let read = try Study("s", storage: open()).trials[0]
      #expect(read.intermediateValues.map(\.step) == [0, 2, 3, 7, 1_000_000])
      #expect(
        read.intermediateValues.map(\.value.description) == ["inf", "nan", "-inf", "0.1", "-0.0"])
      #expect(read.intermediateValue(at: 7) == 0.1)
      #expect(read.intermediateValue(at: 4) == nil)
      #expect(read.lastIntermediateValue?.step == 1_000_000)
    }
  }

  @Test func `any floating-point type can be reported`() throws {
    let trial = try Study(seed: 1).ask()
    try trial.report(Float(0.5), step: 0)
    try trial.report(0.25, step: 1)
    #expect(trial.snapshot.intermediateValues.map(\.value) == [0.5, 0.25])
  }

  @Test func `the first report of a step counts`() throws {
    let trial = try Study(seed: 1).ask()
    try trial.report(1.0, step: 0)
    try trial.report(2.0, step: 0)
    #expect(trial.snapshot.intermediateValues == [IntermediateValue(step: 0, value: 1)])
  }

  @Test func `a negative step is an error`() throws {
    let trial = try Study(seed: 1).ask()
    let error = #expect(throws: TrialError.self) { try trial.report(1.0, step: -1) }
    #expect(error?.description == "trial 0 cannot report step -1; steps start at 0")
    #expect(trial.snapshot.intermediateValues.isEmpty)
  }

  @Test func `a trial without a report is not pruned`() throws {
    let trial = try Study(pruner: Strict(count: 0), seed: 1).ask()
    #expect(try !trial.shouldPrune())
    try trial.checkPruning()
    try trial.report(1.0, step: 0)
    #expect(try trial.shouldPrune())
    #expect(throws: TrialPruned.self) { try trial.checkPruning() }
  }

  @Test(arguments: StorageCase.allCases, Direction.allCases)
  func `a pruned trial has the value of its last step`(
    storage: StorageCase, direction: Direction
  ) throws {
    try storage.withStorage { open in
      let study = try Study(
        "s", direction: direction, storage: open(), pruner: Strict(count: 3), seed: 1)
      try study.optimize(trials: 2) { trial in
        for step in 0..<10 {
          try trial.report(Double(step * step), step: 2 * step)
          try trial.checkPruning()
        }
        Issue.record("the trial should have been pruned")
        return 0.5
      }
      let trials = try Study("s", direction: direction, storage: open()).trials
      #expect(trials.map(\.state) == [.pruned, .pruned])
      #expect(trials.map(\.value) == [4, 4])
      #expect(trials[0].intermediateValues.map(\.step) == [0, 2, 4])
      #expect(trials.bestTrial == nil)
    }
  }

  @Test func `an objective may throw TrialPruned itself`() throws {
    let study = try Study(pruner: .none, seed: 1)
    try study.optimize(trials: 1) { _ -> Double in throw TrialPruned() }
    #expect(study.trials[0].state == .pruned)
    #expect(study.trials[0].values.isEmpty)
    #expect(study.trials[0].failureReason == nil)
  }

  @Test func `only a decision to prune is recorded, and once`() throws {
    let storage = InMemoryStorage()
    let trial = try Study("s", storage: storage, pruner: Strict(count: 2), seed: 1).ask()
    try trial.report(1.0, step: 0)
    let first = try storage.records(after: .start).records
    #expect(try !trial.shouldPrune())
    #expect(try storage.records(after: .start).records == first)
    try trial.report(2.0, step: 1)
    #expect(try trial.shouldPrune())
    let second = try storage.records(after: .start).records
    #expect(try trial.shouldPrune())
    #expect(try storage.records(after: .start).records == second)
    #expect(second.count == first.count + 2)
  }
}
