import Testing

@testable import Attune

/// Trials that violate a constraint are not best trials.
@Suite struct ConstraintTests {
  @Test(arguments: StorageCase.allCases, Direction.allCases)
  func `the best trial is the best feasible one`(
    storage: StorageCase, direction: Direction
  ) throws {
    try storage.withStorage { open in
      let study = try Study("s", direction: direction, storage: open(), seed: 1)
      let sign = direction == .minimize ? 1.0 : -1.0
      // The objective value of each trial, and its values of two constraints.
      let rows = [(3.0, -1.0, 0.0), (1.0, 0.1, -1.0), (2.0, 0.0, 0.0), (0.0, -1.0, 5.0)]
      try study.optimize(trials: 4) { trial in
        let row = rows[trial.number]
        try trial.setConstraint("memory", to: row.1)
        try trial.setConstraint("latency", to: row.2)
        return sign * row.0
      }
      let reopened = try Study("s", direction: direction, storage: open())
      #expect(reopened.bestTrial?.number == 2)
      #expect(reopened.bestTrials.map(\.number) == [2])
      #expect(reopened.trials.map(\.isFeasible) == [true, false, true, false])
      #expect(reopened.trials[3].constraints == ["memory": -1, "latency": 5])
    }
  }

  @Test func `without a feasible trial there is no best one`() throws {
    let study = try Study(seed: 1)
    try study.optimize(trials: 3) { trial in
      try trial.setConstraint("c", to: 1)
      return 0.5
    }
    #expect(study.bestTrial == nil)
    #expect(study.bestValue == nil)
    #expect(study.bestTrials.isEmpty)
  }

  @Test func `NaN is not a valid constraint value`() throws {
    let study = try Study(seed: 1)
    let trial = try study.ask()
    let error = #expect(throws: TrialError.self) { try trial.setConstraint("memory", to: .nan) }
    #expect(
      error?.description == "the constraint \"memory\" of trial 0 is NaN; give a number")
    // A valid value can still be set.
    try trial.setConstraint("memory", to: 1)
    #expect(trial.snapshot.constraints == ["memory": 1])
  }

  @Test func `a constraint is set once`() throws {
    let study = try Study(seed: 1)
    let trial = try study.ask()
    try trial.setConstraint("memory", to: 1)
    let error = #expect(throws: TrialError.self) { try trial.setConstraint("memory", to: 0) }
    #expect(
      error?.description
        == "the constraint \"memory\" of trial 0 has a value already; set each one once")
    #expect(trial.snapshot.constraints == ["memory": 1])
    #expect(!trial.snapshot.isFeasible)
  }

  @Test func `a further attempt sets its constraints again`() throws {
    let study = try Study(seed: 1)
    #expect(throws: CancellationError.self) {
      try study.optimize(trials: 1) { trial -> Double in
        try trial.setConstraint("c", to: 1)
        throw CancellationError()
      }
    }
    try study.optimize(trials: 1) { trial in
      try trial.setConstraint("c", to: -1)
      return 0.5
    }
    #expect(study.trials[0].constraints == ["c": -1])
    #expect(study.bestTrial?.number == 0)
  }

  @Test func `an infinite violation does not end the run`() throws {
    let study = try Study(sampler: SamplerCase.tpe(), seed: 1)
    try study.optimize(trials: 12) { trial in
      let x = try trial.suggest("x", in: 0.0...1.0)
      try trial.setConstraint("c", to: trial.number % 3 == 0 ? .infinity : -.infinity)
      return x
    }
    #expect(study.trials.count(of: .complete) == 12)
    #expect(study.bestTrial.map { $0.number % 3 != 0 } == true)
  }

  @Test func `of two equally good regions TPE searches the feasible one`() throws {
    let study = try Study(sampler: .tpe(), seed: 1)
    try study.optimize(trials: 60) { trial in
      let x = try trial.suggest("x", in: 0.0...1.0)
      try trial.setConstraint("right half", to: 0.5 - x)
      return min(abs(x - 0.2), abs(x - 0.8))
    }
    let late = study.trials.suffix(30).compactMap { $0.parameters["x"]?.doubleValue }
    // At random 15 of 30 lie in the right half; 24 or more do with a probability below 0.001.
    #expect(late.count { $0 >= 0.5 } >= 24)
  }
}
