import Testing

@testable import Attune

/// Studies with CMA-ES: its proposals are those of the engine, and it finds minima.
@Suite struct CMAESSamplerTests {
  /// The best loss of a study over the unit cube.
  private func best(
    _ sampler: CMAESSampler, dimension: Int, trials: Int, seed: UInt64,
    _ loss: ([Double]) -> Double
  ) throws -> Double {
    let study = try Study(sampler: sampler, pruner: .none, seed: seed)
    try study.optimize(trials: trials, progress: .none) { trial in
      loss(try (0..<dimension).map { try trial.suggest("x\($0)", in: 0.0...1.0) })
    }
    return try #require(study.bestValue)
  }

  // MARK: The engine

  @Test(
    arguments: [
      (CMAESSampler.Variant.full, CMAES.Variant.full), (.separable, .separable),
      (.learningRateAdaptation, .learningRateAdaptation),
    ], [Direction.minimize, .maximize])
  func `proposals are those of the engine`(
    variant: (sampler: CMAESSampler.Variant, engine: CMAES.Variant), direction: Direction
  ) throws {
    let study = try Study(
      direction: direction, sampler: .cmaES(variant.sampler), pruner: .none, seed: 5)
    try study.optimize(trials: 71, progress: .none) { trial in
      let x = try (0..<3).map { try trial.suggest("x\($0)", in: 0.0...1.0) }
      return direction == .minimize ? TestLosses.ellipsoid(x) : -TestLosses.ellipsoid(x)
    }
    var engine = CMAES(mean: [0.5, 0.5, 0.5], variant: variant.engine)
    var solutions: [(point: [Double], loss: Double)] = []
    for trial in study.trials.dropFirst() {
      var random = RandomStream.forPlan(seed: 5, trial: trial.number)
      let point = engine.ask { random.normal() }.encoded.map { min($0, 1.0.nextDown) }
      #expect(trial.parameters.map(\.recordedValue) == point)
      solutions.append((point, TestLosses.ellipsoid(point)))
      guard solutions.count == engine.populationSize else { continue }
      engine.tell(solutions)
      solutions = []
    }
    #expect(engine.generation == 10)
  }

  @Test func `integers with a margin are those of the engine, which keeps the drawn points`() throws
  {
    let study = try Study(sampler: .cmaES(.margin), pruner: .none, seed: 6)
    try study.optimize(trials: 61, progress: .none) { trial in
      let n = try trial.suggest("n", in: 10...20)
      let x = try trial.suggest("x", in: 0.0...1.0)
      return TestLosses.sphere([Double(n - 10) / 10, x])
    }
    var engine = CMAES(mean: [0.5, 0.5], variant: .margin(levelCounts: [11, nil]))
    var solutions: [(point: [Double], loss: Double)] = []
    for trial in study.trials.dropFirst() {
      var random = RandomStream.forPlan(seed: 6, trial: trial.number)
      let candidate = engine.ask { random.normal() }
      let values = trial.parameters.map(\.recordedValue)
      #expect(values == [10 + (candidate.encoded[0] * 10).rounded(), candidate.encoded[1]])
      solutions.append((candidate.sampled, trial.value ?? .nan))
      guard solutions.count == engine.populationSize else { continue }
      engine.tell(solutions)
      solutions = []
    }
    #expect(engine.generation == 10)
  }

  // MARK: Convergence

  @Test(arguments: [CMAESSampler.Variant.full, .separable, .margin])
  func `spheres are minimized`(variant: CMAESSampler.Variant) throws {
    for seed in 1...3 as ClosedRange<UInt64> {
      let best = try best(
        .cmaES(variant), dimension: 5, trials: 800, seed: seed, TestLosses.sphere)
      #expect(best < 1e-8)
    }
  }

  @Test func `Rosenbrock's function is minimized`() throws {
    for seed in 1...3 as ClosedRange<UInt64> {
      let best = try best(
        .cmaES(sigma: 0.1), dimension: 2, trials: 800, seed: seed, TestLosses.rosenbrock)
      #expect(best < 1e-8)
    }
  }

  @Test func `adapted learning rates minimize a sphere, with more trials`() throws {
    let best = try best(
      .cmaES(.learningRateAdaptation), dimension: 3, trials: 1500, seed: 1, TestLosses.sphere)
    #expect(best < 1e-6)
  }

  @Test func `integers with a margin reach the optimum and stay in motion`() throws {
    let study = try Study(sampler: .cmaES(.margin), pruner: .none, seed: 2)
    try study.optimize(trials: 300, progress: .none) { trial in
      let n = try trial.suggest("n", in: 0...20)
      let grid = try trial.suggest("grid", in: -1.0...1.0, step: 0.25)
      let x = try trial.suggest("x", in: 1e-4...1.0, scale: .log)
      let distance = Math.log(x / 0.01)
      return Double((n - 17) * (n - 17)) + (grid - 0.5) * (grid - 0.5) + distance * distance
    }
    let parameters = try #require(study.bestTrial?.parameters)
    #expect(parameters["n"] == 17 && parameters["grid"] == 0.5)
    #expect(try #require(study.bestValue) < 1e-3)
    #expect(Set(study.trials.suffix(100).map { $0.parameters["n"] }).count > 1)
    #expect(Set(study.trials.suffix(100).map { $0.parameters["grid"] }).count > 1)
  }

  // MARK: Settings

  @Test func `the first generation is around the initial values`() throws {
    let study = try Study(
      sampler: .cmaES(initialValues: ["x": -2.5, "n": 12], sigma: 1e-4), pruner: .none, seed: 3)
    try study.optimize(trials: 5, progress: .none) { trial in
      _ = try trial.suggest("free", in: 0.0...1.0)
      return try trial.suggest("x", in: -5.0...5.0) + Double(try trial.suggest("n", in: 0...100))
    }
    for trial in study.trials.dropFirst() {
      #expect(trial.parameters["n"] == 12)
      #expect(abs((trial.parameters["x"]?.doubleValue ?? 0) + 2.5) < 0.01)
      #expect(abs((trial.parameters["free"]?.doubleValue ?? 0) - 0.5) < 0.001)
    }
  }

  @Test func `an initial value of another kind is an error`() throws {
    let study = try Study(sampler: .cmaES(initialValues: ["x": "high"]), seed: 3)
    try study.optimize(trials: 1, progress: .none) { try $0.suggest("x", in: -5.0...5.0) }
    let trial = try study.ask()
    let error = #expect(throws: SamplingError.self) { try trial.suggest("x", in: -5.0...5.0) }
    #expect(error?.code == .invalidValue)
    #expect(error?.description.contains("the initial value \"high\" of \"x\"") == true)
  }

  @Test func `the first trials and choices come from the independent sampler`() throws {
    struct Last: Sampler {
      func sample(
        _ request: ParameterRequest, in context: SamplingContext, using random: inout RandomStream
      ) throws(SamplingError) -> ParameterValue {
        request.distribution.value(at: 1)
      }
    }
    let study = try Study(
      sampler: .cmaES(startupTrials: 3, independent: Last()), pruner: .none, seed: 3)
    try study.optimize(trials: 60, progress: .none) { trial in
      let kind = try trial.suggest("kind", from: ["a", "b", "c"])
      let x = try trial.suggest("x", in: 0...1000)
      let extra = trial.number < 2 ? 0.0 : try trial.suggest("extra", in: 0.0...1.0)
      return Double(abs(x - 300)) + (kind == "c" ? 0 : 1) + extra
    }
    #expect(study.trials.allSatisfy { $0.parameters["kind"] == "c" })
    #expect(study.trials.prefix(3).allSatisfy { $0.parameters["x"] == 1000 })
    #expect(study.trials.dropFirst(3).allSatisfy { $0.parameters["x"] != 1000 })
    #expect(study.trials.dropFirst(2).allSatisfy { $0.parameters["extra"] == .float(1.0.nextDown) })
    #expect(study.bestTrial?.parameters["x"].flatMap(\.intValue).map { abs($0 - 300) < 5 } == true)
  }

  @Test func `a multi-objective study is an error`() throws {
    let study = try Study(directions: [.minimize, .maximize], sampler: .cmaES(), seed: 1)
    let trial = try study.ask()
    let error = #expect(throws: SamplingError.self) { try trial.suggest("x", in: 0.0...1.0) }
    #expect(error?.description.contains("one direction, and this one has 2") == true)
  }

  @Test func `the summary names settings that differ from the defaults`() {
    #expect(CMAESSampler().summary == "CMAESSampler")
    #expect(
      CMAESSampler.cmaES(
        .separable, restarts: .ipop, initialValues: ["b": 1, "a": 2], independent: .tpe()
      ).summary
        == "CMAESSampler(independent: TPESampler, variant: separable, restarts: ipop, "
        + "initialValues: {\"b\": 1, \"a\": 2})")
  }

  @Test func `a specification has the settings of the sampler`() throws {
    let text = "cma-es:margin,bipop,pruned=true,startup=3,population=12"
    let sampler = try #require(SamplerCatalogue.sampler(text) as? CMAESSampler)
    var expected = CMAESSampler.Configuration()
    expected.variant = .margin
    expected.restarts = .bipop
    expected.usesPrunedTrials = true
    expected.startupTrials = 3
    expected.populationSize = 12
    #expect(sampler.configuration == expected)
    let error = #expect(throws: SamplerSpecificationError.self) {
      try SamplerCatalogue.sampler("cma-es:population=1")
    }
    #expect(
      error?.description.contains("\"population\" needs an integer from 2 to 1000000") == true)
  }
}
