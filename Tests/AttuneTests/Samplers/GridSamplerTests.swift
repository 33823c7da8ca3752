import AttuneTesting
import Synchronization
import Testing

@testable import Attune

/// The reference is the definition of grid search: each combination once.
@Suite struct GridSamplerTests {
  private static let values: [String: [JSONValue]] = [
    "x": [1, 2, 3], "kind": ["a", "b"], "rate": [0.1, 1],
  ]

  private static func objective(_ trial: Trial) throws -> Double {
    let kind = try trial.suggest("kind", from: ["a", "b", "c"])
    let rate = try trial.suggest("rate", in: 0.01...10, scale: .log)
    return Double(try trial.suggest("x", in: 1...5)) * rate + (kind == "a" ? 1 : 0)
  }

  /// The combinations of the trials with all parameters, as text.
  private static func cells(_ study: Study) -> [String] {
    study.trials.filter { $0.parameters.count == 3 }
      .map {
        "\($0.parameters["kind"] ?? .null) \($0.parameters["rate"] ?? .null) "
          + "\($0.parameters["x"] ?? .null)"
      }
  }

  /// The order of `sklearn.model_selection.ParameterGrid` 1.9: names sorted, the last one fastest.
  private static let inOrder = [
    #""a" 0.1 1"#, #""a" 0.1 2"#, #""a" 0.1 3"#, #""a" 1.0 1"#, #""a" 1.0 2"#, #""a" 1.0 3"#,
    #""b" 0.1 1"#, #""b" 0.1 2"#, #""b" 0.1 3"#, #""b" 1.0 1"#, #""b" 1.0 2"#, #""b" 1.0 3"#,
  ]

  @Test func `every cell is tried once, in order`() throws {
    let grid = GridSampler(Self.values)
    let study = try Study(sampler: grid, seed: 1)
    try study.optimize(until: .exhausted(grid), Self.objective)
    #expect(grid.count == 12)
    #expect(Self.cells(study) == Self.inOrder)
  }

  @Test(arguments: [1, 2, 3] as [UInt64])
  func `a shuffled grid has every cell once, always in the same order`(seed: UInt64) throws {
    let grid = GridSampler(Self.values, shuffledBy: seed)
    let runs = try ([5, 6] as [UInt64]).map { studySeed in
      let study = try Study(sampler: grid, seed: studySeed)
      try study.optimize(until: .exhausted(grid), Self.objective)
      return Self.cells(study)
    }
    #expect(runs[0] == runs[1])
    #expect(runs[0] != Self.inOrder)
    #expect(runs[0].sorted() == Self.inOrder)
  }

  @Test(arguments: [nil, 5] as [Int?])
  func `workers try every cell once`(batchSize: Int?) throws {
    let grid = GridSampler(Self.values, shuffledBy: 3)
    let study = try Study(sampler: grid, seed: 1)
    try study.enqueue(["x": 5])
    try study.enqueue(["x": 3, "kind": "b", "rate": 1])
    try study.optimize(
      until: .exhausted(grid), parallelism: 4, batchSize: batchSize, Self.objective)
    #expect(Set(Self.cells(study)).isSuperset(of: Self.inOrder))
    #expect(study.trials.count == 13)
  }

  @Test func `enqueued trials take the cells they agree with`() throws {
    let grid = GridSampler(Self.values)
    let study = try Study(sampler: grid, seed: 1)
    try study.enqueue(["x": 2])
    try study.enqueue(["x": 1, "kind": "a", "rate": 0.1])
    try study.enqueue(["kind": "c"])
    try study.optimize(until: .exhausted(grid), Self.objective)
    let off = #""c" 0.1 1"#
    #expect(
      Array(Self.cells(study).prefix(4)) == [
        Self.inOrder[1], Self.inOrder[0], off, Self.inOrder[2],
      ])
    #expect(Self.cells(study).filter { $0 != off }.sorted() == Self.inOrder)
  }

  @Test func `an interrupted study resumes with the remaining cells`() throws {
    struct Failure: Error {}
    let grid = GridSampler(Self.values, shuffledBy: 8)
    let storage = InMemoryStorage()
    for round in 1... {
      let study = try Study(storage: storage, sampler: grid, seed: 1)
      guard study.trials.finishedCount < grid.count else { break }
      // Every other run is interrupted during a trial.
      _ = try? study.optimize(until: .any(.exhausted(grid), .additionalTrials(3))) { trial in
        let kind = try trial.suggest("kind", from: ["a", "b", "c"])
        if round.isMultiple(of: 2), trial.number.isMultiple(of: 2) { throw CancellationError() }
        if trial.number == 5 { throw TrialPruned() }
        return try Self.objective(trial) + (kind == "a" ? 1 : 0)
      }
      guard round < 20 else { break }
    }
    let study = try Study(storage: storage, sampler: grid, seed: 1)
    #expect(study.trials.count == grid.count)
    #expect(Set(Self.cells(study)).count == grid.count - 1)
  }

  @Test func `an extended grid continues with the new cells`() throws {
    let storage = InMemoryStorage()
    let small = GridSampler(["x": [1, 2], "kind": ["a", "b"], "rate": [1]], shuffledBy: 4)
    try Study(storage: storage, sampler: small, seed: 1)
      .optimize(until: .exhausted(small), Self.objective)
    let large = GridSampler(Self.values)
    let study = try Study(storage: storage, sampler: large, seed: 1)
    try study.optimize(until: .exhausted(large), Self.objective)
    #expect(study.trials.count == 12)
    #expect(Self.cells(study).sorted() == Self.inOrder)
  }

  @Test func `an exhausted grid starts over`() throws {
    let study = try Study(sampler: .grid(Self.values), seed: 1)
    try study.optimize(trials: 30, Self.objective)
    #expect(Self.cells(study) == Array((Self.inOrder + Self.inOrder + Self.inOrder).prefix(30)))
  }

  @Test func `equal values count once`() {
    #expect(GridSampler(["x": [1, 1.0, 2], "y": ["a", "a"]]).count == 2)
    #expect(GridSampler([:]).count == 1)
  }

  @Test(arguments: [
    (["y": [1, 2]] as [String: [JSONValue]], #"give it values for "x" too"#),
    (["x": [7]], "the grid's value 7 is not an integer in 1...5"),
    (["x": ["a"]], #"the grid's value "a" is not an integer in 1...5"#),
  ])
  func `a trial without a value in the grid fails`(
    _ values: [String: [JSONValue]], _ message: String
  ) throws {
    let study = try Study(sampler: .grid(values), seed: 1)
    _ = try? study.optimize(trials: 1, maxConsecutiveFailures: 2) { trial in
      try trial.suggest("x", in: 1...5)
    }
    #expect(study.trials[0].failureReason?.contains(message) == true)
  }

  @Test func `the summary has the number of values of each parameter`() {
    #expect(GridSampler(Self.values).summary == "GridSampler(kind: 2, rate: 2, x: 3)")
    #expect(
      GridSampler(["x": [1]], shuffledBy: 7).summary == "GridSampler(x: 1, shuffledBy: 7)")
  }

  @Test func `a name without values is a precondition failure`() async {
    await #expect(processExitsWith: .failure) { _ = GridSampler(["x": []]) }
  }
}
