import Testing

@testable import Attune

/// The definition of McKay, Beckman and Conover: each interval of each parameter has one value.
@Suite struct LatinHypercubeSamplerTests {
  @Test(arguments: [1, 7, 30, 64], [nil, 4] as [Int?])
  func `each interval of each parameter has one trial of each hypercube`(
    count: Int, batchSize: Int?
  ) throws {
    let study = try Study(sampler: .latinHypercube(trials: count), seed: 1)
    try study.optimize(
      trials: 2 * count, parallelism: 4, batchSize: batchSize, progress: .none
    ) { trial in
      _ = try trial.suggest("x", in: 0.0...1.0)
      _ = try trial.suggest("rate", in: 1e-4...1.0, scale: .log)
      _ = try trial.suggest("n", in: 1...count)
      return 0
    }
    for cube in 0..<2 {
      let trials = study.trials[(cube * count)..<((cube + 1) * count)]
      for name in ["x", "rate", "n"] {
        let intervals = trials.compactMap { trial in
          trial.parameters.parameter(named: name).flatMap { parameter in
            parameter.parameterValue.map { value in
              Int(parameter.distribution.position(of: value) * Double(count))
            }
          }
        }
        #expect(intervals.sorted() == Array(0..<count), "\(name)")
      }
    }
  }

  @Test func `a value depends on the name only, not on the other parameters`() throws {
    func study(_ names: [String]) throws -> Study {
      let study = try Study(sampler: .latinHypercube(trials: 8), seed: 1)
      try study.optimize(trials: 8, progress: .none) { trial in
        for name in names { _ = try trial.suggest(name, in: 0.0...1.0) }
        return 0
      }
      return study
    }
    let (few, many) = (try study(["x"]), try study(["a", "b", "x", "c"]))
    #expect(few.trials.map { $0.parameters["x"] } == many.trials.map { $0.parameters["x"] })
    let columns = ["a", "b", "c", "x"].map { name in many.trials.map { $0.parameters[name] } }
    #expect(Set(columns).count == 4)
  }

  @Test func `more than 1,024 parameters have values`() throws {
    let trial = try Study(sampler: .latinHypercube(trials: 8), seed: 1).ask()
    for index in 0..<1100 { _ = try trial.suggest("x\(index)", in: 0.0...1.0) }
    #expect(Set(trial.snapshot.parameters.map(\.recordedValue)).count == 1100)
  }

  @Test func `the number of trials is at least 1`() async {
    await #expect(processExitsWith: .failure) { _ = LatinHypercubeSampler(trials: 0) }
  }

  @Test func `the largest number of trials has values`() throws {
    let study = try Study(sampler: .latinHypercube(trials: 1 << 53), seed: 1)
    try study.optimize(trials: 3, progress: .none) { try $0.suggest("x", in: 0.0...1.0) }
    #expect(Set(study.trials.map(\.value)).count == 3)
  }

  @Test func `the summary has the number of trials`() {
    #expect(LatinHypercubeSampler(trials: 30).summary == "LatinHypercubeSampler(trials: 30)")
  }
}
