import Testing

@testable import Attune

/// Objectives run once with given values, without a study.
@Suite struct FixedTrialTests {
  private enum Kind: String, CaseIterable {
    case small, large
  }

  private func objective(_ trial: Trial) throws -> Double {
    let x = try trial.suggest("x", in: -5.0...5.0)
    let n = try trial.suggest("n", in: 1...9)
    let kind = try trial.suggest("kind", from: Kind.allCases)
    return x + Double(n) + (kind == .large ? 100 : 0)
  }

  @Test func `a fixed trial returns the given values`() throws {
    let fixed = FixedTrial(["x": 0.5, "n": 3, "kind": "large"], number: 7)
    #expect(try objective(fixed.trial) == 103.5)
    #expect(fixed.trial.number == 7)
    #expect(fixed.trial.attempt == 1)
    #expect(fixed.snapshot.parameters.map(\.name) == ["x", "n", "kind"])
    #expect(fixed.snapshot.parameters["kind"] == "large")
  }

  @Test(arguments: StorageCase.allCases)
  func `the best trial can be repeated`(storage: StorageCase) throws {
    try storage.withStorage { open in
      try Study("s", storage: open(), seed: 1).optimize(trials: 5, objective)
      let best = try #require(try Study("s", storage: open()).bestTrial)
      let fixed = FixedTrial(best)
      #expect(try objective(fixed.trial) == best.value)
      #expect(fixed.trial.number == best.number)
      #expect(fixed.snapshot.parameters == best.parameters)
    }
  }

  @Test func `a missing value is an error that lists the given ones`() throws {
    let fixed = FixedTrial(["x": 0.5, "n": 3])
    let error = #expect(throws: TrialError.self) { try objective(fixed.trial) }
    #expect(
      error?.description
        == "the fixed trial has no value for \"kind\"; it has [\"n\", \"x\"]")
  }

  private static let invalid: [([String: JSONValue], String)] = [
    (["x": 9], "the fixed value 9 of \"x\" is not a float in -5.0...5.0"),
    (["x": 0, "n": 0], "the fixed value 0 of \"n\" is not an integer in 1...9"),
    (["x": 0, "n": 2.5], "the fixed value 2.5 of \"n\" is not an integer in 1...9"),
    (
      ["x": 0, "n": 2, "kind": "huge"],
      "the fixed value \"huge\" of \"kind\" is not one of [\"small\", \"large\"]"
    ),
  ]

  @Test(arguments: invalid)
  func `an invalid value is an error`(
    parameters: [String: JSONValue], message: String
  ) throws {
    let fixed = FixedTrial(parameters)
    let error = #expect(throws: TrialError.self) { try objective(fixed.trial) }
    #expect(error?.description == message)
  }

  @Test func `a fixed trial is never pruned and keeps its reports`() throws {
    let fixed = FixedTrial([:])
    for step in [0, 5, 3] {
      try fixed.trial.report(Double(100 * step), step: step)
      #expect(try !fixed.trial.shouldPrune())
      try fixed.trial.checkPruning()
    }
    #expect(fixed.snapshot.intermediateValues.map(\.step) == [0, 3, 5])
  }

  @Test func `a fixed trial keeps its attributes and constraints`() throws {
    let fixed = FixedTrial([:])
    try fixed.trial.setUserAttribute("a", to: 1)
    try fixed.trial.setUserAttribute("a", to: "b")
    try fixed.trial.setConstraint("memory", to: 0.5)
    #expect(fixed.snapshot.userAttributes == ["a": "b"])
    #expect(fixed.snapshot.constraints == ["memory": 0.5])
    #expect(!fixed.snapshot.isFeasible)
  }

  @Test func `a fixed trial refuses the same calls as a trial of a study`() throws {
    let trial = FixedTrial(["x": 0.5]).trial
    _ = try trial.suggest("x", in: 0.0...1.0)
    try trial.setConstraint("c", to: 1)
    try trial.report(1.0, step: 0)
    try trial.report(2.0, step: 0)
    #expect(trial.snapshot.intermediateValues.map(\.value) == [1])
    #expect(throws: TrialError.self) { try trial.suggest("x", in: 0.0...2.0) }
    #expect(throws: TrialError.self) { try trial.report(1.0, step: -1) }
    #expect(throws: TrialError.self) { try trial.setConstraint("c", to: 1) }
    #expect(throws: TrialError.self) { try trial.setConstraint("d", to: .nan) }
    #expect(throws: SearchSpaceError.self) { try trial.suggest("y", from: [String]()) }
  }
}
