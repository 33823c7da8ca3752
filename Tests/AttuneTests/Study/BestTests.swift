import Testing

@testable import Attune

/// The best trials of a study, and their parameters.
@Suite struct BestTests {
  private static let values: [Double] = [3, 1, 4, 1, 5, 9, 2, 6, 5, 3]

  private func study(_ direction: Direction) throws -> Study {
    let study = try Study(direction: direction, sampler: .random, seed: 1)
    try study.optimize(trials: Self.values.count) { trial in
      _ = try trial.suggest("x", in: 0.0...1.0)
      return Self.values[trial.number]
    }
    return study
  }

  @Test func `they are sorted by value, and by number among equals`() throws {
    #expect(
      try study(.minimize).best(20).map(\.number) == [1, 3, 6, 0, 9, 2, 4, 8, 7, 5])
    #expect(
      try study(.maximize).best(20).map(\.number) == [5, 7, 4, 8, 2, 0, 9, 6, 1, 3])
  }

  @Test(arguments: Direction.allCases)
  func `the given number of them is returned`(direction: Direction) throws {
    let study = try study(direction)
    let all = study.best(20)
    for count in 0...12 {
      #expect(study.best(count).map(\.number) == all.prefix(count).map(\.number))
      #expect(study.trials.best(count).map(\.number) == all.prefix(count).map(\.number))
    }
    #expect(study.best(1).first?.number == study.bestTrial?.number)
  }

  @Test func `infeasible, pruned, failed and running trials are not among them`() throws {
    let study = try Study(sampler: .random, seed: 1)
    try study.optimize(trials: 5) { trial -> Double in
      switch trial.number {
      case 0: try trial.setConstraint("c", to: 1)
      case 1:
        try trial.report(-9, step: 0)
        throw TrialPruned()
      case 2: return .nan
      case 3: try trial.setConstraint("c", to: 0)
      default: break
      }
      return Double(trial.number)
    }
    _ = try study.ask()
    #expect(study.best(9).map(\.number) == [3, 4])
  }

  @Test func `infinities are values`() throws {
    let study = try Study(direction: .maximize, sampler: .random, seed: 1)
    try study.optimize(trials: 3) { [-Double.infinity, .infinity, 0][$0.number] }
    #expect(study.best(3).map(\.number) == [1, 2, 0])
  }

  @Test func `a multi-objective study has none`() throws {
    let study = try Study(directions: [.minimize, .minimize], sampler: .random, seed: 1)
    try study.optimize(trials: 2) { _ in [0, 1] }
    #expect(study.best(2).isEmpty)
    #expect(study.bestParameters == nil)
  }

  @Test func `a study without complete trials has none`() throws {
    let study = try Study(sampler: .random, seed: 1)
    #expect(study.best(1).isEmpty)
    #expect(study.bestParameters == nil)
    try study.tell(study.ask(), .failed(reason: "because"))
    #expect(study.best(1).isEmpty)
    #expect(study.bestParameters == nil)
  }

  @Test func `the best parameters are those of the best trial`() throws {
    let study = try study(.minimize)
    let best = try #require(study.bestParameters)
    #expect(best == study.trials[1].parameters)
    #expect(best["x"] == study.bestTrial?.parameters["x"])
    #expect(best["y"] == nil)
  }

  @Test func `complete trials of other programs without a usable value are not among them`()
    throws
  {
    let storage = InMemoryStorage()
    _ = try storage.append(after: .start) { _ throws(StorageError) in
      var operations: [LogOperation] = [.createStudy(name: "s", directions: [.minimize])]
      for values in [nil, [], [.nan], [2], [1, 0]] as [[Double]?] {
        var template = TrialTemplate()
        template.state = .complete
        template.values = values
        operations.append(.createTrial(study: 0, template))
      }
      return operations.map { LogRecord(worker: "p", operation: $0) }
    }
    let study = try Study(loading: "s", storage: storage)
    #expect(study.best(9).map(\.number) == [4, 3])
    #expect(study.bestTrial?.number == 4)
  }
}
