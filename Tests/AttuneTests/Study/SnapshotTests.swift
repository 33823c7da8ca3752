import Testing

@testable import Attune

/// Histories and snapshots are values that do not change afterwards.
@Suite struct SnapshotTests {
  @Test func `a history does not change with its study`() throws {
    let study = try Study(sampler: .random, seed: 1)
    try study.optimize(trials: 2) { Double($0.number) }
    let history = study.trials
    let facts = history.map(TrialFacts.init)
    try study.optimize(trials: 5) { -Double($0.number) }
    try study.enqueue(["x": 1])
    #expect(history.count == 2)
    #expect(history.map(TrialFacts.init) == facts)
    #expect(history.bestTrial?.number == 0)
    #expect(study.trials.count == 6)
    #expect(study.trials.bestTrial?.number == 4)
  }

  @Test func `a snapshot of a trial does not change with it`() throws {
    let study = try Study(sampler: .random, seed: 1)
    let trial = try study.ask()
    let empty = trial.snapshot
    _ = try trial.suggest("x", in: 0...9)
    try trial.report(0.5, step: 3)
    let running = trial.snapshot
    try study.tell(trial, 0.25)
    #expect(empty.parameters.isEmpty)
    #expect(running.parameters.map(\.name) == ["x"])
    #expect(running.intermediateValues == [IntermediateValue(step: 3, value: 0.5)])
    #expect(running.state == .running)
    #expect(running.value == nil)
    #expect(trial.snapshot.state == .complete)
  }

  @Test func `a history is a collection of trials by number`() throws {
    let study = try Study(sampler: .random, seed: 1)
    try study.optimize(trials: 7) { Double($0.number * $0.number) }
    let history = study.trials
    #expect(history.startIndex == 0)
    #expect(history.endIndex == 7)
    #expect(history[3].number == 3)
    #expect(history.last?.value == 36)
    #expect(history.reversed().map(\.number) == [6, 5, 4, 3, 2, 1, 0])
    #expect(history[2..<4].map(\.number) == [2, 3])
    #expect(history.filter { $0.number.isMultiple(of: 2) }.count == 4)
  }

  @Test func `a history counts its trials by state`() throws {
    struct Failure: Error {}
    let study = try Study(sampler: .random, seed: 1)
    try study.optimize(trials: 6) { trial -> Double in
      if trial.number == 1 { throw Failure() }
      if trial.number == 2 { throw TrialPruned() }
      return 0.5
    }
    _ = try study.ask()
    try study.enqueue(["x": 1])
    try study.enqueue(["x": 2])
    let history = study.trials
    let counts = TrialState.allCases.map { "\($0): \(history.count(of: $0))" }
    #expect(counts == ["running: 1", "complete: 4", "pruned: 1", "failed: 1", "waiting: 2"])
    #expect(history.finishedCount == 6)
    #expect(history.running.map(\.number) == [6])
    #expect(history.waiting.map(\.number) == [7, 8])
  }

  @Test func `of equally good trials the first is the best`() throws {
    let study = try Study(sampler: .random, seed: 1)
    let trials = try (0..<3).map { _ in try study.ask() }
    for trial in trials.reversed() { try study.tell(trial, 0.5) }
    #expect(study.bestTrial?.number == 0)
    #expect(study.bestValue == 0.5)
  }

  @Test func `the description of a trial is one line`() throws {
    struct Failure: Error, CustomStringConvertible {
      var description: String { "no disk" }
    }
    let study = try Study(sampler: .random, seed: 1)
    try study.enqueue(["rate": 0.01, "layers": 2, "kind": "relu"])
    #expect(study.trials[0].description == "trial 0: waiting")
    try study.optimize(trials: 2) { trial in
      _ = try trial.suggest("rate", in: 0.0...1.0)
      if trial.number == 1 { throw Failure() }
      _ = try trial.suggest("layers", in: 1...3)
      _ = try trial.suggest("kind", from: ["relu", "tanh"])
      return 0.25
    }
    #expect(
      study.trials[0].description
        == "trial 0: complete, value 0.25, rate: 0.01, layers: 2, kind: \"relu\"")
    let rate = try #require(study.trials[1].parameters["rate"])
    #expect(study.trials[1].description == "trial 1: failed, rate: \(rate), no disk")
    let several = try Study(directions: [.minimize, .maximize], seed: 1)
    try several.optimize(trials: 1) { _ in [1, 2.5] }
    #expect(several.trials[0].description == "trial 0: complete, values [1.0, 2.5]")
  }

  @Test func `the start and the end of a trial are recorded`() throws {
    let study = try Study(sampler: .random, seed: 1)
    let trial = try study.ask()
    let started = try #require(trial.snapshot.startTime)
    #expect(trial.snapshot.duration == nil)
    let told = try study.tell(trial, 0.5)
    #expect(told.startTime == started)
    #expect(try #require(told.endTime) >= started)
  }
}
