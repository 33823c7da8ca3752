import Testing

@testable import Attune

/// Parameters that are drawn together until they satisfy a condition.
@Suite struct TogetherTests {
  private func objective(_ trial: Trial) throws -> Double {
    let p = try trial.suggest(["x": 0.0...1, "y": 0.0...1]) {
      $0["x"] + $0["y"] <= 1
    }
    let n = try trial.suggest(["n": 1...100]) { $0["n"].isMultiple(of: 7) }
    return p["x"] + Double(n["n"])
  }

  private static let samplers: [any Sampler] = [
    .random, .tpe(startupTrials: 3), .tpe(startupTrials: 3, multivariate: false),
  ]

  @Test(arguments: samplers.indices)
  func `accepted values are recorded as plain parameters`(index: Int) throws {
    let study = try Study("together", sampler: Self.samplers[index], pruner: .none, seed: 1)
    try study.optimize(trials: 40, progress: .none, objective)
    #expect(study.trials.count(of: .complete) == 40)
    for trial in study.trials {
      #expect(trial.parameters.map(\.name) == ["x", "y", "n"])
      let x = try #require(trial.parameters["x"]?.doubleValue)
      let y = try #require(trial.parameters["y"]?.doubleValue)
      #expect(x + y <= 1)
      #expect(trial.parameters["n"]?.intValue?.isMultiple(of: 7) == true)
      #expect(try objective(FixedTrial(trial).trial) == trial.value)
    }
  }

  @Test func `random values are uniform in the permitted region`() throws {
    let study = try Study("together", sampler: .random, pruner: .none, seed: 2)
    var corner = 0
    try study.optimize(trials: 2000, progress: .none) { trial in
      let p = try trial.suggest(["x": 0.0...1, "y": 0.0...1]) {
        $0["x"] + $0["y"] <= 1
      }
      if p["x"] > 0.5 { corner += 1 }
      return 0
    }
    #expect(abs(Double(corner) / 2000 - 0.25) < 0.04)
  }

  @Test(arguments: samplers.indices)
  func `an interrupted draw is repeated`(index: Int) throws {
    let whole = try Study("s", sampler: Self.samplers[index], pruner: .none, seed: 3)
    try whole.optimize(trials: 12, progress: .none, objective)
    let storage = InMemoryStorage()
    for _ in 0..<12 {
      let study = try Study(
        "s", storage: storage, sampler: Self.samplers[index], pruner: .none, seed: 3)
      // Each run ends in the middle of the draws of a trial, before or after the first ones.
      _ = try? study.optimize(trials: study.trials.finishedCount + 1, progress: .none) { trial in
        let isFirst = trial.attempt == 1
        let p = try trial.suggest(["x": 0.0...1, "y": 0.0...1]) {
          if isFirst, trial.number.isMultiple(of: 2) { throw CancellationError() }
          return $0["x"] + $0["y"] <= 1
        }
        if isFirst { throw CancellationError() }
        #expect(p["x"] + p["y"] <= 1)
        return try objective(trial)
      }
      let resumed = try Study(
        "s", storage: storage, sampler: Self.samplers[index], pruner: .none, seed: 3)
      try resumed.optimize(trials: resumed.trials.finishedCount + 1, progress: .none, objective)
    }
    #expect(
      try Study("s", storage: storage).trials.map(\.parameters)
        == whole.trials.map(\.parameters))
  }

  @Test func `a condition that cannot be satisfied fails the trial with a reason`() throws {
    let study = try Study("never", sampler: .random, pruner: .none, seed: 1)
    let trial = try study.ask()
    let error = #expect(throws: TrialError.self) {
      try trial.suggest(["x": 0.0...1, "y": 2.0...3]) { _ in false }
    }
    #expect(error?.code == .unsatisfiedCondition)
    #expect(
      error?.description
        == "none of 1000 draws of [\"x\", \"y\"] for trial 0 satisfies the condition; relax it, or "
        + "choose ranges that satisfy it more often")
    #expect(trial.snapshot.parameters.isEmpty)
  }

  @Test func `enqueued values are kept, and rejected with a reason`() throws {
    let study = try Study("queue", sampler: .random, pruner: .none, seed: 1)
    try study.enqueue(["x": 0.9])
    try study.enqueue(["x": 0.9, "y": 0.9, "n": 7])
    let first = try study.ask()
    _ = try objective(first)
    #expect(first.snapshot.parameters["x"] == 0.9)
    let second = try study.ask()
    let error = #expect(throws: TrialError.self) { try objective(second) }
    #expect(error?.code == .unsatisfiedCondition)
    #expect(error?.description.contains("x = 0.9, y = 0.9") == true)
    #expect(throws: TrialError.self) {
      try objective(FixedTrial(["x": 0.9, "y": 0.9, "n": 7]).trial)
    }
  }

  @Test func `a repeated request returns the same values`() throws {
    let trial = try Study("again", seed: 1).ask()
    #expect(try objective(trial) == objective(trial))
    #expect(trial.snapshot.parameters.count == 3)
  }

  @Test func `choices can take part`() throws {
    let study = try Study("choices", sampler: .random, pruner: .none, seed: 1)
    let kinds = Distribution.categorical(try CategoricalDistribution(choices: ["a", "b"]))
    let depth = Distribution.int(try IntDistribution(1...4))
    try study.optimize(trials: 20, progress: .none) { trial in
      let values = try trial.suggest(["kind": kinds, "depth": depth]) {
        $0["kind"] == "a" || $0["depth"] == 1
      }
      #expect(values["kind"] == "a" || values["depth"] == 1)
      return 0
    }
    #expect(study.trials.count(of: .complete) == 20)
  }
}
