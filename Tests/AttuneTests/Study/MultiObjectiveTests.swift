import Testing

@testable import Attune

/// Studies with several objective values.
@Suite struct MultiObjectiveTests {
  @Test(arguments: StorageCase.allCases)
  func `the best trials are the Pareto-optimal ones`(storage: StorageCase) throws {
    try storage.withStorage { open in
      let study = try Study(
        "s", directions: [.minimize, .maximize], storage: open(), sampler: .random, seed: 1)
      let values: [[Double]] = [[1, 1], [2, 3], [2, 2], [0, 0], [3, 3], [1, 1]]
      try study.optimize(trials: 6) { values[$0.number] }
      let reopened = try Study("s", directions: [.minimize, .maximize], storage: open())
      #expect(reopened.bestTrials.map(\.number) == [0, 1, 3, 5])
      #expect(reopened.trials.map(\.values) == values)
      #expect(reopened.trials.allSatisfy { $0.value == nil })
    }
  }

  @Test func `there is no single best trial`() throws {
    let study = try Study(directions: [.minimize, .minimize], sampler: .random, seed: 1)
    try study.optimize(trials: 2) { _ in [1, 2] }
    #expect(study.bestTrial == nil)
    #expect(study.bestValue == nil)
  }

  @Test func `infeasible trials are not on the front`() throws {
    let study = try Study(directions: [.minimize, .minimize], sampler: .random, seed: 1)
    try study.optimize(trials: 3) { trial in
      try trial.setConstraint("c", to: trial.number == 0 ? 1 : 0)
      return [Double(trial.number), Double(trial.number)]
    }
    #expect(study.bestTrials.map(\.number) == [1])
  }

  @Test(arguments: StorageCase.allCases)
  func `objective values have the given names`(storage: StorageCase) throws {
    try storage.withStorage { open in
      let study = try Study(
        "s", directions: [.minimize, .maximize], storage: open(), sampler: .random, seed: 1)
      #expect(study.snapshot.objectiveNames == ["value 0", "value 1"])
      try study.setObjectiveNames(["loss", "accuracy"])
      let reopened = try Study("s", directions: [.minimize, .maximize], storage: open())
      #expect(reopened.snapshot.objectiveNames == ["loss", "accuracy"])
      for names in [["loss"], ["loss", "accuracy", "time"], ["loss", "loss"]] {
        let error = #expect(throws: StudyError.self) { try study.setObjectiveNames(names) }
        #expect(error?.code == .invalidValue)
        #expect(error?.description.contains("\(names)") == true)
      }
      #expect(study.snapshot.objectiveNames == ["loss", "accuracy"])
    }
  }

  @Test func `a multi-objective study has no unnamed reports`() throws {
    let study = try Study(directions: [.minimize, .minimize], sampler: .random, seed: 1)
    let trial = try study.ask()
    let error = #expect(throws: TrialError.self) { try trial.report(1.0, step: 0) }
    #expect(
      error?.description == "trial 0 cannot report: intermediate values go with one direction, "
        + "and this study has 2; report named metrics, report(_:step:metric:)")
    // The median rule uses unnamed reports.
    try trial.report(1.0, step: 0, metric: "loss")
    #expect(try !trial.shouldPrune())
    try trial.checkPruning()
    #expect(try study.tell(trial, .pruned).values.isEmpty)
  }

  @Test(arguments: SamplerCase.multiObjective)
  func `samplers work with any number of directions and resume exactly`(
    sampler: SamplerCase
  ) throws {
    let directions: [Direction] = [.minimize, .maximize, .minimize]
    func objective(_ trial: Trial) throws -> [Double] {
      let x = try trial.suggest("x", in: 0.0...1.0)
      let n = try trial.suggest("n", in: 1...5)
      if trial.number % 5 == 2, trial.attempt == 1 { throw CancellationError() }
      return [x, Double(n), x * Double(n)]
    }
    let study = try Study(directions: directions, sampler: sampler.sampler, seed: 1)
    while study.trials.finishedCount < 20 {
      do { try study.optimize(trials: 20, objective) } catch is CancellationError {}
    }
    let whole = try Study(directions: directions, sampler: sampler.sampler, seed: 1)
    try whole.optimize(trials: 20) { trial in
      let x = try trial.suggest("x", in: 0.0...1.0)
      let n = try trial.suggest("n", in: 1...5)
      return [x, Double(n), x * Double(n)]
    }
    expectEqual(study, whole)
    #expect(study.trials.count(of: .complete) == 20)
  }
}
