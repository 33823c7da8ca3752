import AttuneTesting
import Testing

@testable import Attune

/// Studies with a Gaussian process.
@Suite struct GPSamplerTests {
  private func study(
    _ sampler: any Sampler, _ directions: [Direction] = [.minimize], seed: UInt64
  ) throws -> Study {
    try Study(directions: directions, sampler: sampler, pruner: .none, seed: seed)
  }

  /// The mean over seeds of the best loss.
  private func meanBest(
    _ sampler: @autoclosure () -> any Sampler, trials: Int,
    _ objective: (Trial) throws -> Double
  ) throws -> Double {
    let seeds: [UInt64] = [1, 2, 3]
    return try seeds.reduce(0) { sum, seed in
      let study = try study(sampler(), seed: seed)
      try study.optimize(trials: trials, progress: .none) { try objective($0) }
      return try sum + #require(study.bestValue) / Double(seeds.count)
    }
  }

  // MARK: Contract

  @Test(.enabled(if: TestScope.isComplete))
  func `it meets the contract with reduced bounds and an earlier study`() throws {
    let earlier = try study(.random, seed: 9)
    try earlier.optimize(trials: 10, progress: .none) { trial in
      try trial.suggest("float", in: -5.0...5.0) + Double(trial.suggest("int", in: -3...3))
    }
    let sources = earlier.trials
    var settings = SamplerCase.withLittleEffort(GPSampler.Configuration())
    settings.reducesBounds = true
    let configuration = settings
    try SamplerContract(GPSampler(configuration, sources: sources), objectives: 1...1)
      .check(trialCount: 30)
  }

  @Test func `the summary names settings and sources`() throws {
    #expect(GPSampler().summary == "GPSampler")
    let sampler = GPSampler.gp(startupTrials: 4, sources: TrialHistory(directions: [.minimize]))
    #expect(sampler.summary == "GPSampler(sources: 0 trials, startupTrials: 4)")
  }

  @Test func `a pruned trial leaves a resumed study unchanged`() throws {
    func values(inParts: Bool) throws -> [ParameterList] {
      let storage = InMemoryStorage()
      func run(_ count: Int) throws -> Study {
        let study = try Study(
          "pruned", storage: storage, sampler: .gp(startupTrials: 4), pruner: .none, seed: 3)
        try study.optimize(trials: count, progress: .none) { trial in
          let x = try trial.suggest("x", in: 0.0...1.0)
          // The median of the complete trials decreases, and the reports are better.
          try trial.report(-1, step: 0)
          if trial.number % 4 == 1 { throw TrialPruned() }
          return x - Double(trial.number)
        }
        return study
      }
      if inParts { for count in 1..<20 { _ = try run(count) } }
      return try run(20).trials.map(\.parameters)
    }
    #expect(try values(inParts: true) == values(inParts: false))
  }

  // MARK: Quality

  @Test func `it beats random search on a smooth function`() throws {
    func objective(_ trial: Trial) throws -> Double {
      let x = try trial.suggest("x", in: -2.0...2.0)
      let y = try trial.suggest("y", in: -2.0...2.0)
      return (x - 0.7) * (x - 0.7) + 3 * (y + x - 0.4) * (y + x - 0.4)
    }
    let own = try meanBest(.gp(startupTrials: 6), trials: 25, objective)
    let random = try meanBest(.random, trials: 25, objective)
    #expect(own < 0.05 * random, "\(own), random \(random)")
  }

  @Test func `it beats random search on conditional parameters`() throws {
    func objective(_ trial: Trial) throws -> Double {
      if try trial.suggest("kind", from: ["line", "plane"]) == "line" {
        let z = try trial.suggest("z", in: -3.0...3.0)
        return 3 + abs(z)
      }
      let x = try trial.suggest("x", in: -3.0...3.0)
      let y = try trial.suggest("y", in: -3.0...3.0)
      return (x - 1) * (x - 1) + (y + 2) * (y + 2)
    }
    let own = try meanBest(.gp(startupTrials: 8), trials: 35, objective)
    let random = try meanBest(.random, trials: 35, objective)
    #expect(own < 0.5 * random, "\(own), random \(random)")
  }

  @Test func `constraints are met more often than by random search`() throws {
    func feasibleCount(_ sampler: any Sampler) throws -> (count: Int, best: Double) {
      let study = try study(sampler, seed: 4)
      try study.optimize(trials: 30, progress: .none) { trial in
        let x = try trial.suggest("x", in: 0.0...1.0)
        let y = try trial.suggest("y", in: 0.0...1.0)
        // A sixteenth of the square is feasible.
        try trial.setConstraint("x", to: x - 0.25)
        try trial.setConstraint("y", to: 0.75 - y)
        return y - x
      }
      return (study.trials.count(where: \.isFeasible), study.bestValue ?? .infinity)
    }
    let own = try feasibleCount(.gp(startupTrials: 6))
    let random = try feasibleCount(.random)
    #expect(own.count > 2 * random.count + 1, "\(own), random \(random)")
    // The best feasible point is (0.25, 0.75).
    #expect(own.best < 0.55 && own.best < random.best, "\(own), random \(random)")
  }

  @Test func `two objectives get a larger hypervolume than by random search`() throws {
    func hypervolume(_ sampler: any Sampler) throws -> Double {
      let study = try study(sampler, [.minimize, .maximize], seed: 5)
      try study.optimize(trials: 40, progress: .none) { trial in
        let x = try (0..<3).map { try trial.suggest("x\($0)", in: 0.0...1.0) }
        let rest = 1 + 4 * (x[1] * x[1] + x[2] * x[2])
        // The problem ZDT2 in three dimensions, with the second objective negated.
        return [x[0], -rest * (1 - (x[0] / rest) * (x[0] / rest))]
      }
      return Hypervolume.volume(
        of: study.bestTrials.map { [$0.values[0], -$0.values[1]] }, reference: [1.1, 6])
    }
    let own = try hypervolume(.gp(startupTrials: 8))
    let random = try hypervolume(.random)
    #expect(own > 1.05 * random, "\(own), random \(random)")
  }

  // MARK: Repetitions

  @Test func `no point of a finite space is repeated without noise`() throws {
    let study = try study(.gp(startupTrials: 5, deterministic: true), seed: 6)
    try study.optimize(trials: 24, progress: .none) { trial in
      let n = try trial.suggest("n", in: 1...6)
      let kind = try trial.suggest("kind", from: ["a", "b", "c", "d"])
      return Double((n - 4) * (n - 4)) + (kind == "b" ? 0 : 2)
    }
    // The quasi-random trials may repeat each other.
    let points = study.trials.map(\.parameters)
    let later = points.dropFirst(5)
    let remaining = 24 - Set(points.prefix(5)).count
    #expect(Set(later.prefix(remaining)).count == remaining)
    #expect(Set(points.prefix(5)).isDisjoint(with: later.prefix(remaining)))
    #expect(study.bestValue == 0)
  }

  @Test func `a repeated point with the same value is not repeated again`() throws {
    let study = try study(.gp(startupTrials: 5), seed: 1)
    try study.optimize(trials: 20, progress: .none) { trial -> Double in
      if try trial.suggest("kind", from: ["tree", "line"]) == "tree" {
        let depth = try trial.suggest("depth", in: 1...12)
        return 0.1 * Double((depth - 7) * (depth - 7))
      }
      return try 5 + trial.suggest("x", in: 0.0...1.0)
    }
    let counts = Dictionary(grouping: study.trials, by: \.parameters).mapValues(\.count)
    #expect(try #require(counts.values.max()) <= 3)
  }

  @Test func `running trials are not repeated`() throws {
    let study = try study(.gp(startupTrials: 5), seed: 7)
    func objective(_ trial: Trial) throws -> Double {
      let n = try trial.suggest("n", in: 1...40)
      let m = try trial.suggest("m", in: 1...40)
      return Double((n - 30) * (n - 30) + (m - 11) * (m - 11))
    }
    try study.optimize(trials: 8, progress: .none, objective)
    var points: Set<ParameterList> = []
    for _ in 0..<6 {
      let trial = try study.ask()
      _ = try objective(trial)
      points.insert(trial.snapshot.parameters)
    }
    #expect(points.count == 6)
  }

  @Test(arguments: [1, 3])
  func `a batch has distinct points, with any number of workers`(_ workers: Int) throws {
    let study = try study(.gp(startupTrials: 6), seed: 8)
    try study.enqueue(["n": 3, "kind": "a"])
    try study.optimize(
      trials: 24, parallelism: .workers(workers), batchSize: 6, progress: .none
    ) { trial in
      let n = try trial.suggest("n", in: 1...50)
      let kind = try trial.suggest("kind", from: ["a", "b"])
      let depth = kind == "a" ? try trial.suggest("depth", in: 1...50) : 0
      return Double((n - 20) * (n - 20) + (depth - 9) * (depth - 9))
    }
    for start in [6, 12, 18] {
      let batch = study.trials[start..<(start + 6)].map(\.parameters)
      #expect(Set(batch).count == 6, "batch from trial \(start)")
    }
  }

  // MARK: Given and unforeseen values

  @Test func `enqueued values are kept, and the others are the best given these`() throws {
    let study = try study(.gp(startupTrials: 8), seed: 9)
    func objective(_ trial: Trial) throws -> Double {
      let x = try trial.suggest("x", in: -1.0...1.0)
      let y = try trial.suggest("y", in: -1.0...1.0)
      return (x - y) * (x - y)
    }
    try study.optimize(trials: 20, progress: .none, objective)
    try study.enqueue(["x": 0.8])
    try study.optimize(trials: 21, progress: .none, objective)
    let last = try #require(study.trials.last)
    #expect(last.parameters["x"] == 0.8)
    #expect(try abs(#require(last.parameters["y"]?.doubleValue) - 0.8) < 0.2)
  }

  @Test func `a parameter that was not foreseen gets the best value`() throws {
    // The trees have learned that "b" has no "x", and then it has.
    let study = try study(.gp(startupTrials: 8), seed: 10)
    try study.optimize(trials: 16, progress: .none) { trial in
      let kind = try trial.suggest("kind", from: ["a", "b"])
      guard kind == "a" else { return 1.0 }
      let x = try trial.suggest("x", in: -1.0...1.0)
      return (x - 0.7) * (x - 0.7)
    }
    for _ in 0..<3 {
      try study.enqueue(["kind": "b"])
      let trial = try study.ask()
      #expect(try trial.suggest("kind", from: ["a", "b"]) == "b")
      let x = try trial.suggest("x", in: -1.0...1.0)
      #expect(x > 0.3, "\(x)")
      let new = try trial.suggest("new", in: 1...5)
      #expect((1...5).contains(new))
    }
  }

  // MARK: Unusual histories

  @Test func `unusual histories give valid values`() throws {
    let numbers: [Double] = [
      .nan, .infinity, -.infinity, 1e308, -1e308, 0, .leastNonzeroMagnitude, 1e-12,
    ]
    let unit = try FloatDistribution(0...1)
    var builder = HistoryBuilder(seed: 1)
    for index in 0..<40 {
      var template = TrialTemplate()
      template.state = index % 7 == 6 ? .failed : index % 5 == 4 ? .pruned : .complete
      template.values = index % 3 == 0 ? [] : [numbers[index % numbers.count]]
      template.intermediateValues = [
        IntermediateValue(step: 1, value: numbers[(index + 3) % numbers.count])
      ]
      template.systemAttributes["constraints:c"] = .float(numbers[(index + 1) % numbers.count])
      // Kinds and ranges change.
      let x: Parameter
      switch index % 4 {
      case 0:
        x = Parameter(
          name: "x", distribution: .float(try FloatDistribution(-1e308...1e308)),
          recordedValue: numbers[index % numbers.count])
      case 1:
        x = Parameter(
          name: "x", distribution: .int(try IntDistribution(0...(1 << 53))),
          recordedValue: 1e300)
      case 2:
        x = Parameter(
          name: "x", distribution: .categorical(try CategoricalDistribution(choices: ["a", nil])),
          recordedValue: 17)
      default:
        x = Parameter(
          name: "x", distribution: .float(try FloatDistribution(1e-300...1e300, scale: .log)),
          recordedValue: -3)
      }
      let choices = Parameter(
        name: "many",
        distribution: .categorical(
          try CategoricalDistribution(choices: (0..<3000).map { .int($0) })),
        recordedValue: Double(index * 71))
      template.parameters = ParameterList(
        [x, choices]
          + ["\u{E9}", "e\u{301}"].map {
            Parameter(
              name: $0, distribution: .float(unit),
              recordedValue: Double(index) / 40)
          })
      builder.add(unchecked: template)
    }
    let context = try builder.context()
    let sampler = GPSampler.gp(startupTrials: 2)
    var random = RandomStream(seed: 1)
    _ = try sampler.plan(in: context, using: &random)
    let distributions: [Distribution] = [
      .float(try FloatDistribution(0...1)), .int(try IntDistribution(3...9)),
      .categorical(try CategoricalDistribution(choices: ["b", "c"])),
    ]
    for name in ["x", "many", "\u{E9}", "new"] {
      for distribution in distributions {
        let value = try sampler.sample(
          ParameterRequest(name, from: distribution), in: context, using: &random)
        #expect(distribution.contains(value))
      }
    }
  }

  @Test func `two hundred parameters are possible`() throws {
    let study = try study(.gp(startupTrials: 3), seed: 11)
    try study.optimize(trials: 5, progress: .none) { trial in
      var sum = 0.0
      for index in 0..<200 { sum += try trial.suggest("x\(index)", in: 0.0...1.0) }
      return sum
    }
    #expect(study.trials.allSatisfy { $0.state == .complete })
  }

  @Test func `values in small units make no difference`() throws {
    func points(_ unit: Double) throws -> [ParameterList] {
      let study = try study(.gp(startupTrials: 4), seed: 12)
      try study.optimize(trials: 10, progress: .none) { trial in
        let x = try trial.suggest("x", in: 0.0...1.0)
        return unit * (x - 0.3) * (x - 0.3)
      }
      return study.trials.map(\.parameters)
    }
    // A power of two, so that all numbers scale exactly.
    #expect(try points(1) == points(0x1p-60))
  }
}
