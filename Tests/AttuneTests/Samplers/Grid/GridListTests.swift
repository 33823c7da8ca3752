import AttuneTesting
import Testing

@testable import Attune

/// The reference is the list of grids of `sklearn.model_selection.ParameterGrid`: the cells of one grid after
/// the other.
@Suite struct GridListTests {
  private static let grids: [[String: [JSONValue]]] = [
    ["kernel": ["linear"], "C": [1, 10]],
    ["kernel": ["rbf"], "C": [1, 10], "gamma": [0.1, 0.5]],
  ]

  private static let cells = [
    "linear 1", "linear 10", "rbf 1 0.1", "rbf 1 0.5", "rbf 10 0.1", "rbf 10 0.5",
  ]

  private static func objective(_ trial: Trial) throws -> Double {
    let kernel = try trial.suggest("kernel", from: ["linear", "rbf", "other"])
    let c = try trial.suggest("C", in: 1...100)
    return kernel == "rbf" ? try trial.suggest("gamma", in: 0.01...1) : Double(c)
  }

  private static func tried(_ study: Study) -> [String] {
    study.trials.map { trial in
      ["kernel", "C", "gamma"].compactMap { trial.parameters[$0] }
        .map { $0.stringValue ?? "\($0)" }.joined(separator: " ")
    }
  }

  @Test func `the cells of one grid come after those of the other`() throws {
    let grid = GridSampler(Self.grids)
    let study = try Study(sampler: grid, seed: 1)
    try study.optimize(until: .exhausted(grid), Self.objective)
    #expect(grid.count == 6)
    #expect(grid.expectedTrialCount == 6)
    #expect(Self.tried(study) == Self.cells)
    try study.optimize(trials: 9, Self.objective)
    #expect(Self.tried(study) == Self.cells + Self.cells.prefix(3))
  }

  @Test(arguments: [nil, 2, 5] as [Int?])
  func `workers try every cell once`(batchSize: Int?) throws {
    let grid = GridSampler.grid(Self.grids, shuffledBy: 2)
    let study = try Study(sampler: grid, seed: 1)
    try study.enqueue(["gamma": 0.5])
    try study.enqueue(["C": 10, "kernel": "linear"])
    try study.optimize(
      until: .exhausted(grid), parallelism: 4, batchSize: batchSize, Self.objective)
    #expect(Self.tried(study).sorted() == Self.cells)
    #expect(study.trials[0].parameters["gamma"] == 0.5)
  }

  @Test func `a grid that is a part of another one has its own cells`() throws {
    let grid = GridSampler([["a": [1]], ["a": [1], "b": [1, 2]]])
    let study = try Study(sampler: grid, seed: 1)
    let trials = try (0..<3).map { _ in try study.ask() }
    // The second trial has recorded only its first value when the others ask.
    for trial in trials.reversed() { _ = try trial.suggest("a", in: 1...2) }
    #expect(try trials[2].suggest("b", in: 1...2) == 2)
    #expect(try trials[1].suggest("b", in: 1...2) == 1)
    #expect(throws: SamplingError.self) { try trials[0].suggest("b", in: 1...2) }
    for trial in trials { try study.tell(trial, 1.0) }
    #expect(try study.optimize(until: .exhausted(grid)) { _ in 1.0 } == .ruleMet)
    #expect(study.trials.count == 3)
  }

  @Test func `a name of another grid is an error`() throws {
    let study = try Study(sampler: .grid(Self.grids), seed: 1)
    let trial = try study.ask()
    _ = try trial.suggest("kernel", from: ["linear", "rbf"])
    let error = #expect(throws: SamplingError.self) { try trial.suggest("gamma", in: 0.01...1) }
    #expect(error?.code == .unknownParameter)
    #expect(error?.description.contains(#"the grid has values only for ["C", "kernel"]"#) == true)
  }

  @Test func `an interrupted study resumes with the remaining cells`() throws {
    let grid = GridSampler(Self.grids)
    let storage = InMemoryStorage()
    for _ in 0..<20 {
      let study = try Study(storage: storage, sampler: GridSampler(Self.grids), seed: 1)
      _ = try? study.optimize(until: .any(.exhausted(grid), .additionalTrials(2))) { trial in
        _ = try trial.suggest("kernel", from: ["linear", "rbf", "other"])
        if Bool.random() { throw CancellationError() }
        return try Self.objective(trial)
      }
    }
    let study = try Study(storage: storage, sampler: grid, seed: 1)
    try study.optimize(until: .exhausted(grid), Self.objective)
    #expect(Self.tried(study) == Self.cells)
  }

  @Test func `the cells do not depend on the assignments that are kept from earlier trials`() throws
  {
    let kept = GridSampler(["x": (0..<50).map { .int($0) }, "y": [1, 2, 3]])
    struct Failure: Error {}
    func objective(_ trial: Trial) throws -> Double {
      let x = try trial.suggest("x", in: 0...49)
      if trial.number % 7 == 3 { throw Failure() }
      return Double(x) * (try trial.suggest("y", in: 1...5))
    }
    // Two studies with one sampler, one after the other and in turns.
    let studies = try (0..<2).map { _ in try Study(sampler: kept, seed: 1) }
    for round in 0..<40 {
      try studies[round % 2].optimize(additionalTrials: 1 + round % 3, objective)
      if round % 5 == 0 { try studies[round % 2].enqueue(["x": .int(round)]) }
    }
    for study in studies {
      for trial in study.trials where trial.state != .waiting {
        let history = study.trials.restricted { $0 <= trial.number }
        let fresh = GridSampler(["x": (0..<50).map { .int($0) }, "y": [1, 2, 3]])
        var random = RandomStream(seed: 1)
        let context = SamplingContext(history: history, trialNumber: trial.number)
        let plan = try fresh.plan(in: context, using: &random).values
        #expect(
          trial.parameters["x"] == plan["x"] || trial.enqueuedValues?["x"] == trial.parameters["x"])
      }
    }
  }

  @Test func `the summary has the sizes of each grid`() {
    #expect(
      GridSampler(Self.grids).summary
        == "GridSampler([C: 2, kernel: 1], [C: 2, gamma: 2, kernel: 1])")
    #expect(GridSampler(Self.grids) == GridSampler(Self.grids))
    #expect(GridSampler(Self.grids) != GridSampler(Self.grids, shuffledBy: 1))
    #expect(Set([GridSampler(Self.grids), GridSampler(Self.grids)]).count == 1)
  }

  @Test func `a list without a grid is a precondition failure`() async {
    await #expect(processExitsWith: .failure) { _ = GridSampler([] as [[String: [JSONValue]]]) }
  }
}
