import Testing

@testable import Attune

/// Suggested numbers are in their ranges, on their grids, and of the requested type.
@Suite struct NumberTests {
  @Test(arguments: SamplerCase.all)
  func `numbers are in their ranges and on their grids`(sampler: SamplerCase) throws {
    let study = try Study(sampler: sampler.sampler, pruner: .none, seed: 1)
    try study.optimize(trials: 60) { trial in
      let real = try trial.suggest("real", in: -1.0...1.0)
      let log = try trial.suggest("log", in: 1e-7...1e3, scale: .log)
      let grid = try trial.suggest("grid", in: 0.0...1.0, step: 0.1)
      let whole = try trial.suggest("whole", in: -3...3)
      let odd = try trial.suggest("odd", in: 1...10, step: 2)
      let size = try trial.suggest("size", in: 1...1024, scale: .log)
      #expect((-1.0...1.0).contains(real))
      #expect((1e-7...1e3).contains(log))
      #expect((0...10).contains { abs(grid - Double($0) / 10) < 1e-15 })
      #expect((-3...3).contains(whole))
      #expect([1, 3, 5, 7, 9].contains(odd))
      #expect((1...1024).contains(size))
      return real * real + log + grid + Double(whole * whole + odd) + 1 / Double(size)
    }
    #expect(study.trials.count(of: .complete) == 60)
  }

  @Test func `random numbers cover the whole range`() throws {
    let study = try Study(sampler: .random, seed: 1)
    var reals: [Double] = []
    var logs: [Double] = []
    var wholes: Set<Int> = []
    var grid: Set<Double> = []
    try study.optimize(trials: 200) { trial in
      reals.append(try trial.suggest("real", in: 0.0...1.0))
      logs.append(try trial.suggest("log", in: 1e-4...1.0, scale: .log))
      wholes.insert(try trial.suggest("whole", in: 1...5))
      grid.insert(try trial.suggest("grid", in: 0.0...1.0, step: 0.25))
      return 0.5
    }
    // Of 200 uniform numbers none lies in a given twentieth with a probability of 0.00004.
    #expect(reals.contains { $0 < 0.05 } && reals.contains { $0 > 0.95 })
    // Half of the orders of magnitude lie below 0.01; 60...140 of 200 are six deviations wide.
    #expect((60...140).contains(logs.count { $0 < 0.01 }))
    #expect(wholes == [1, 2, 3, 4, 5])
    #expect(grid == [0, 0.25, 0.5, 0.75, 1])
  }

  @Test func `single-precision bounds are recorded as written`() throws {
    let study = try Study(sampler: .random, seed: 1)
    let trial = try study.ask()
    let x: Float = try trial.suggest("x", in: Float(0.1)...0.7)
    #expect((Float(0.1)...0.7).contains(x))
    #expect(
      trial.snapshot.parameters.first?.distribution == .float(try FloatDistribution(0.1...0.7)))
    let grid: Float = try trial.suggest("grid", in: Float(0)...1, step: 0.1)
    #expect((0...10).contains { grid == Float($0) / 10 })
    #expect(
      trial.snapshot.parameters.last?.distribution
        == .float(try FloatDistribution(0.0...1.0, step: 0.1)))
    let rate: Float = try trial.suggest("rate", in: Float(1e-5)...0.1, scale: .log)
    #expect((Float(1e-5)...0.1).contains(rate))
  }

  @Test func `a single-precision value never leaves its range by rounding`() throws {
    let study = try Study(sampler: .random, seed: 1)
    let bounds = Float(0.1)...Float(0.1).nextUp
    for _ in 0..<20 {
      let trial = try study.ask()
      #expect(bounds.contains(try trial.suggest("x", in: bounds)))
    }
    try study.enqueue(["x": 0.1])
    // An enqueued value is returned as the nearest number of that precision.
    let enqueued = study.trials.count - 1
    let trial = try study.ask()
    #expect(trial.number == enqueued)
    #expect(try trial.suggest("x", in: bounds) == 0.1)
  }

  @Test func `integers are exact up to their limit`() throws {
    let study = try Study(sampler: .random, seed: 1)
    let limit = 1 << 53
    for n in [-limit, -limit + 1, limit - 1, limit] {
      try study.enqueue(["n": .int(n)])
      #expect(try study.ask().suggest("n", in: -limit...limit) == n)
    }
  }

  @Test func `the type of a value is that of its range`() throws {
    let trial = try Study(sampler: .random, seed: 1).ask()
    let double = try trial.suggest("double", in: 0.0...1.0)
    let int = try trial.suggest("int", in: 0...1)
    let mixed = try trial.suggest("mixed", in: 0...1.5)
    let bounds: ClosedRange<Float> = 0...1
    let float = try trial.suggest("float", in: bounds)
    #expect(type(of: double) == Double.self)
    #expect(type(of: int) == Int.self)
    #expect(type(of: mixed) == Double.self)
    #expect(type(of: float) == Float.self)
  }

  @Test func `a grid ends at its last step`() throws {
    let trial = try Study(sampler: .random, seed: 1).ask()
    _ = try trial.suggest("x", in: 0.0...1.0, step: 0.3)
    _ = try trial.suggest("n", in: 0...10, step: 4)
    #expect(
      trial.snapshot.parameters.map(\.distribution.description)
        == ["a float in 0.0...0.9 by 0.3", "an integer in 0...8 by 4"])
  }
}
