import Synchronization
import Testing

@testable import Attune

/// NSGA-II and NSGA-III in studies.
@Suite struct NSGASamplerTests {
  private static let attribute = "NSGAIISampler:generation"

  private func generations(_ study: Study, _ attribute: String = attribute) -> [Int?] {
    study.trials.map { $0.systemAttributes[attribute]?.intValue }
  }

  private func study(
    _ sampler: any Sampler = .nsgaII(population: 8), objectives: Int = 2, seed: UInt64 = 1
  ) throws -> Study {
    try Study(
      "nsga", directions: Array(repeating: .minimize, count: objectives), sampler: sampler,
      seed: seed)
  }

  /// The problem of Schaffer, with further parameters.
  private func objective(_ trial: Trial) throws -> [Double] {
    let x = try trial.suggest("x", in: -10.0...10.0)
    let n = try trial.suggest("n", in: 1...64, scale: .log)
    let kind = try trial.suggest("kind", from: ["a", "b", "c"])
    let penalty = Double(n) / 10 + (kind == "a" ? 0 : 1)
    return [x * x + penalty, (x - 2) * (x - 2) + penalty]
  }

  @Test func `every trial records its generation under Optuna's name`() throws {
    let cases: [(any Sampler, String)] = [
      (NSGAIISampler.nsgaII(population: 8), "NSGAIISampler:generation"),
      (NSGAIIISampler.nsgaIII(population: 8), "NSGAIIISampler:generation"),
    ]
    for (sampler, name) in cases {
      let study = try study(sampler)
      try study.optimize(trials: 30, progress: .none, objective)
      #expect(generations(study, name) == (0..<30).map { $0 / 8 })
    }
  }

  @Test func `running and failed trials do not delay a generation`() throws {
    struct Failure: Error {}
    let study = try study()
    let open = try (0..<3).map { _ in try study.ask() }
    for trial in open { _ = try trial.suggest("x", in: -10.0...10.0) }
    try study.optimize(additionalTrials: 16, maxConsecutiveFailures: .max, progress: .none) {
      trial in
      let values = try objective(trial)
      if trial.number % 2 == 0 { throw Failure() }
      return values
    }
    #expect(try study.ask().suggest("x", in: -10.0...10.0).isFinite)
    #expect(generations(study).last == 1)
  }

  @Test func `children have values of the parents, except for mutations`() throws {
    let study = try study(.nsgaII(population: 8, mutationProbability: 0))
    try study.optimize(trials: 32, progress: .none, objective)
    for trial in study.trials[8...] {
      for name in ["x", "n", "kind"] {
        #expect(study.trials[..<8].contains { $0.parameters[name] == trial.parameters[name] })
      }
    }
    let random = try self.study(.nsgaII(population: 8, mutationProbability: 1))
    try random.optimize(trials: 32, progress: .none, objective)
    #expect(Set(random.trials.map { $0.parameters["x"]?.doubleValue }).count == 32)
  }

  @Test func `a mutation applies to numeric parameters`() throws {
    struct Fixed: Mutation {
      func mutate(
        _ value: Double, bounds: ClosedRange<Double>, using random: inout RandomStream
      ) -> Double { bounds.upperBound + 1 }
    }
    let study = try study(.nsgaII(population: 8, mutation: Fixed(), mutationProbability: 1))
    try study.optimize(trials: 20, progress: .none, objective)
    for trial in study.trials[8...] {
      #expect(trial.parameters["x"] == .float(Double(10).nextDown))
      #expect(trial.parameters["n"] == 64)
    }
    #expect(Set(study.trials[8...].compactMap { $0.parameters["kind"]?.stringValue }).count == 3)
  }

  @Test func `feasible trials are selected before all others`() throws {
    let study = try study(.nsgaII(population: 8, mutationProbability: 0))
    try study.optimize(trials: 16, progress: .none) { trial in
      let values = try objective(trial)
      try trial.setConstraint("odd", to: trial.number % 2 == 0 ? -1 : Double(trial.number))
      return values
    }
    var state = GenerationCache { directions, _ in
      Generations.Rules(
        attribute: Self.attribute, population: 8, directions: directions,
        select: { population, count, _ in EliteSelection.crowding(population, count: count) })
    }.generations(in: SamplingContext(history: study.trials, trialNumber: 0))
    #expect(Set(state.parents(of: 1).map(\.number)) == Set(0..<8))
    #expect(Set(state.parents(of: 2).map(\.number)) == [0, 2, 4, 6, 8, 10, 12, 14])
  }

  @Test(
    arguments: [
      .uniform, .blxAlpha, .spx, .sbx, .vsbx, .undx, .blxAlpha(5), .vsbx(eta: 0),
      .undx(sigmaXi: 4),
    ] as [any Crossover])
  func `children are in their distributions, and better than random ones after some generations`(
    crossover: any Crossover
  ) throws {
    let study = try study(.nsgaII(population: 10, crossover: crossover))
    try study.optimize(trials: 200, progress: .none) { trial in
      let x = try trial.suggest("x", in: 0.0...1.0)
      let y = try trial.suggest("y", in: 1e-5...1, scale: .log)
      let z = try trial.suggest("z", in: 0.0...1.0, step: 0.25)
      let n = try trial.suggest("n", in: -3...9, step: 3)
      let k = try trial.suggest("k", in: 1...100, scale: .log)
      #expect([0, 0.25, 0.5, 0.75, 1].contains(z) && (n + 3) % 3 == 0 && (1...100).contains(k))
      let distance = y + z + Double(abs(n)) + Double(k - 1) / 100
      return [x + distance, 1 - x + distance]
    }
    #expect(study.trials.count(of: .failed) == 0)
    let late = study.trials[150...].map { $0.values[0] + $0.values[1] }.sorted()
    let early = study.trials[..<50].map { $0.values[0] + $0.values[1] }.sorted()
    #expect(late[25] < early[25], "\(crossover)")
  }

  @Test func `parameters of branches are drawn at random`() throws {
    let study = try study(.nsgaII(population: 6))
    try study.optimize(trials: 60, progress: .none) { trial in
      let x = try trial.suggest("x", in: 0.0...1.0)
      guard try trial.suggest("deep", from: [true, false]) else { return [x, 1 - x] }
      let depth = try trial.suggest("depth", in: 1...8)
      let wide = try trial.suggest("wide", in: 0...Double(trial.number + 1))
      return [x + Double(depth), 1 - x + wide]
    }
    #expect(study.trials.count(of: .complete) == 60)
    let plans = study.trials.compactMap { TrialPlan.recordedValues(of: $0) }
    #expect(plans.count > 40)
    #expect(plans.allSatisfy { Set($0.keys).isSubset(of: ["deep", "x"]) })
  }

  @Test(
    arguments: [
      NSGAIISampler.nsgaII(population: 6), NSGAIIISampler.nsgaIII(population: 6),
    ] as [any Sampler])
  func `infinite values and one objective are accepted`(sampler: any Sampler) throws {
    for objectives in 1...3 {
      let study = try study(sampler, objectives: objectives)
      try study.optimize(trials: 60, progress: .none) { trial in
        let x = try trial.suggest("x", in: -1e308...1e308)
        return (0..<objectives).map { index in
          let odd: [Double] = [x, .infinity, -.infinity, 0, x * 10]
          return odd[(trial.number + index) % 5]
        }
      }
      #expect(study.trials.count(of: .complete) == 60)
    }
  }

  @Test func `one objective is minimized`() throws {
    let study = try study(.nsgaII(population: 10, crossover: .blxAlpha), objectives: 1)
    try study.optimize(trials: 300, progress: .none) { trial in
      let x = try trial.suggest("x", in: -5.0...5.0)
      let y = try trial.suggest("y", in: -5.0...5.0)
      return [x * x + y * y]
    }
    #expect(try #require(study.bestTrial).values[0] < 0.1)
  }

  @Test func `four workers finish all generations`() throws {
    let study = try study()
    try study.optimize(trials: 80, parallelism: 4, progress: .none, objective)
    #expect(study.trials.count(of: .complete) == 80)
    let sizes = Dictionary(generations(study).map { ($0 ?? -1, 1) }, uniquingKeysWith: +)
    #expect(sizes[-1] == nil)
    // At most three other workers have started a trial of the same generation.
    for generation in 0..<((sizes.keys.max() ?? 0)) {
      #expect((8...11).contains(sizes[generation] ?? 0))
    }
  }

  @Test func `one sampler in two studies keeps them apart`() throws {
    let sampler = NSGAIISampler.nsgaII(population: 6)
    let first = try study(sampler)
    let second = try Study(
      "other", directions: [.maximize, .minimize], sampler: sampler, seed: 1)
    for _ in 0..<30 {
      try first.optimize(additionalTrials: 1, progress: .none, objective)
      try second.optimize(additionalTrials: 1, progress: .none, objective)
    }
    let alone = try study(.nsgaII(population: 6))
    try alone.optimize(trials: 30, progress: .none, objective)
    #expect(first.trials.map(\.parameters) == alone.trials.map(\.parameters))
  }

  @Test func `reference points of another number of objectives fail the trial`() throws {
    let study = try study(.nsgaIII(population: 6, referencePoints: [[1, 0, 0], [0, 1, 1]]))
    try study.optimize(trials: 1, progress: .none) { trial in
      [try trial.suggest("x", in: 0.0...1.0), 0]
    }
    let reason = try #require(study.trials[0].failureReason)
    #expect(reason.contains("have 3 coordinates, but the study has 2 objectives"))
  }

  @Test func `a crossover with the wrong number of coordinates fails the trial`() throws {
    struct Short: Crossover {
      let parentCount = 1
      func cross(
        parents: [[Double]], bounds: [ClosedRange<Double>], using random: inout RandomStream
      ) -> [Double] { [] }
    }
    let study = try study(.nsgaII(population: 2, crossover: Short(), crossoverProbability: 1))
    try study.optimize(trials: 3, progress: .none, objective)
    let reason = try #require(study.trials[2].failureReason)
    #expect(reason.contains("Short(parentCount: 1) returned 0 coordinates"))
  }

  @Test func `a summary names the settings that differ from the defaults`() {
    #expect(NSGAIISampler().summary == "NSGAIISampler")
    #expect(NSGAIIISampler().summary == "NSGAIIISampler")
    let sampler = NSGAIIISampler.nsgaIII(
      population: 20, crossover: .sbx(eta: 3), mutation: .polynomial, dividing: 4)
    #expect(
      sampler.summary
        == "NSGAIIISampler(population: 20, crossover: SBXCrossover(eta: 3.0), "
        + "mutation: PolynomialMutation, dividing: 4)")
  }
}
