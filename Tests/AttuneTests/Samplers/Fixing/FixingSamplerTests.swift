import AttuneTesting
import Testing

@testable import Attune

@Suite struct FixingSamplerTests {
  private static func objective(_ trial: Trial) throws -> Double {
    let x = try trial.suggest("x", in: -5.0...5.0)
    let n = try trial.suggest("n", in: 1...4)
    let kind = try trial.suggest("kind", from: ["a", "b", "c"])
    return x * x + Double(n) + (kind == "b" ? 0 : 1)
  }

  @Test func `fixed parameters have their values, and the others are sampled`() throws {
    let study = try Study(sampler: .fixing(["n": 3, "kind": "c"], then: .tpe()), seed: 1)
    try study.optimize(trials: 30, Self.objective)
    #expect(study.trials.allSatisfy { $0.parameters["n"] == 3 && $0.parameters["kind"] == "c" })
    #expect(Set(study.trials.compactMap { $0.parameters["x"]?.doubleValue }).count == 30)
  }

  @Test func `the other sampler learns from all trials of the study`() throws {
    let storage = InMemoryStorage()
    try Study("s", storage: storage, seed: 1).optimize(trials: 40, Self.objective)
    let study = try Study(
      "s", storage: storage, sampler: .fixing(["kind": "c"], then: .tpe()), seed: 1)
    try study.optimize(trials: 60, Self.objective)
    let later = study.trials[40...]
    #expect(later.allSatisfy { $0.parameters["kind"] == "c" })
    #expect(later.count { abs($0.parameters["x"]?.doubleValue ?? 5) < 1.5 } > 12)
  }

  @Test func `an enqueued value precedes the fixed one`() throws {
    let study = try Study(sampler: .fixing(["n": 3], then: .random), seed: 1)
    try study.enqueue(["n": 1])
    try study.optimize(trials: 2, Self.objective)
    #expect(study.trials.map { $0.parameters["n"] } == [1, 3])
  }

  @Test(arguments: [7, "a", 2.5] as [JSONValue])
  func `a value that the objective does not allow is an error that names it`(value: JSONValue)
    throws
  {
    let study = try Study(sampler: .fixing(["n": value], then: .tpe()), seed: 1)
    let trial = try study.ask()
    let error = #expect(throws: SamplingError.self) { try trial.suggest("n", in: 1...4) }
    #expect(error?.code == .invalidValue)
    #expect(
      error?.description.contains(#"the fixed value \#(value) for "n" is not an integer in 1...4"#)
        == true)
  }

  @Test func `a brute-force search tries the combinations with the fixed value`() throws {
    @Sendable func objective(_ trial: Trial) throws -> Double {
      try Double(trial.suggest("a", in: 1...3) * trial.suggest("b", in: 1...4))
    }
    let storage = InMemoryStorage()
    try Study("s", storage: storage, sampler: .bruteForce, seed: 1).optimize(trials: 5, objective)
    let study = try Study(
      "s", storage: storage, sampler: .fixing(["a": 2], then: .bruteForce), seed: 1)
    #expect(try study.optimize(parallelism: 3, objective) == .exhausted)
    let fixed = study.trials.filter { $0.parameters["a"] == 2 }
    #expect(fixed.count == 4)
    #expect(Set(fixed.compactMap { $0.parameters["b"]?.intValue }) == [1, 2, 3, 4])
  }

  @Test func `a grid has only the cells with the fixed value`() throws {
    let sampler = FixingSampler(["a": 2], then: .grid(["a": [1, 2], "b": [1, 2, 3]]))
    let study = try Study(sampler: sampler, seed: 1)
    try study.optimize(until: .exhausted(sampler)) { trial in
      try Double(trial.suggest("a", in: 1...3) * trial.suggest("b", in: 1...4))
    }
    #expect(study.trials.map(\.value) == [2, 4, 6])
    #expect(sampler.expectedTrialCount == 3)
  }

  @Test func `an interrupted trial keeps the fixed values`() throws {
    let storage = InMemoryStorage()
    let sampler = FixingSampler(["n": 3], then: .tpe(startupTrials: 2))
    let study = try Study("s", storage: storage, sampler: sampler, seed: 1)
    #expect(throws: CancellationError.self) {
      try study.optimize(trials: 9) { trial in
        let x = try trial.suggest("x", in: -5.0...5.0)
        if trial.number == 8 { throw CancellationError() }
        return try x + Self.objective(trial)
      }
    }
    let resumed = try Study("s", storage: storage, sampler: sampler, seed: 1)
    try resumed.optimize(trials: 9, Self.objective)
    #expect(resumed.trials.allSatisfy { $0.parameters["n"] == 3 })
  }

  @Test func `it meets the contract of samplers`() throws {
    let values: [String: JSONValue] = ["int": 2, "kind": "a", "moving": 0.5]
    try SamplerContract(FixingSampler(values, then: .tpe(startupTrials: 4))).check()
  }

  @Test func `the summary has the values and the other sampler`() {
    #expect(
      FixingSampler(["n": 3, "kind": "c"], then: .random).summary
        == #"FixingSampler(kind: "c", n: 3, then: RandomSampler)"#)
  }
}
