import AttuneTesting
import Testing

@testable import Attune

@Suite struct ForestSamplerTests {
  /// The number of seeds of ten for which 50 trials find a better value than with random search.
  private func wins(
    _ kind: ForestSampler.Kind, _ objective: @Sendable (Trial) throws -> Double
  ) throws -> Int {
    func best(_ sampler: some Sampler, _ seed: UInt64) throws -> Double {
      let study = try Study(sampler: sampler, pruner: .none, seed: seed)
      try study.optimize(trials: 50, objective)
      return try #require(study.bestValue)
    }
    return try (0..<10 as Range<UInt64>).count { seed in
      try best(.forest(kind), seed) < best(.random, seed)
    }
  }

  @Test(arguments: ForestSampler.Kind.allCases)
  func `it is better than random search on a smooth objective`(kind: ForestSampler.Kind) throws {
    let wins = try wins(kind) { trial in
      try (0..<3).reduce(0) { sum, index in
        let x = try trial.suggest("x\(index)", in: -5.0...5.0)
        return sum + (x - 1) * (x - 1)
      }
    }
    // If both were equally good, at least nine wins of ten would have a probability of 0.011.
    #expect(wins >= 9)
  }

  @Test(arguments: ForestSampler.Kind.allCases)
  func `it is better than random search in a conditional space`(kind: ForestSampler.Kind) throws {
    let wins = try wins(kind) { trial in
      if try trial.suggest("kind", from: ["a", "b", "c"]) == "b" {
        let x = try trial.suggest("x", in: 0.0...1.0)
        let n = try trial.suggest("n", in: 1...64, scale: .log)
        return (x - 0.3) * (x - 0.3) + 0.1 * Double(abs(n - 16)) / 16
      }
      return try 0.2 + trial.suggest("y", in: 0.0...1.0)
    }
    #expect(wins >= 9)
  }

  @Test(arguments: ForestSampler.Kind.allCases)
  func `parallel trials and those of a batch have different values`(
    kind: ForestSampler.Kind
  ) throws {
    let study = try Study(sampler: .forest(kind, randomFraction: 0), seed: 1)
    try study.optimize(trials: 15) { trial in
      let x = try trial.suggest("x", in: 0.0...1.0)
      return x * x
    }
    let values = try (0..<6).map { _ in try study.ask().suggest("x", in: 0.0...1.0) }
    #expect(Set(values).count == 6)
  }

  @Test func `no point of a finite space is repeated`() throws {
    let study = try Study(sampler: .forest(startupTrials: 1), pruner: .none, seed: 1)
    try study.optimize(trials: 20) { trial in
      let n = try trial.suggest("n", in: 1...5)
      return try Double(n) + (trial.suggest("flag", from: ["a", "b", "c", "d"]) == "b" ? 0 : 1)
    }
    // Random draws may miss the last points.
    #expect(Set(study.trials.map { "\($0.parameters)" }).count >= 17)
  }

  @Test func `proposals avoid the region that violates a constraint`() throws {
    let study = try Study(sampler: .forest(randomFraction: 0), pruner: .none, seed: 2)
    try study.optimize(trials: 60) { trial in
      let x = try trial.suggest("x", in: 0.0...1.0)
      try trial.setConstraint("c", to: x - 0.6)
      return -x
    }
    let late = study.trials.dropFirst(40)
    #expect(late.count { $0.isFeasible } >= 10)
    let best = try #require(study.bestValue)
    #expect(best < -0.55)
  }

  @Test func `failed trials and infinite values are avoided`() throws {
    let study = try Study(sampler: .forest(randomFraction: 0), pruner: .none, seed: 2)
    struct Failure: Error {}
    try study.optimize(trials: 50, maxConsecutiveFailures: 100) { trial in
      let x = try trial.suggest("x", in: 0.0...1.0)
      if x < 0.3 { throw Failure() }
      return x < 0.5 ? .infinity : x
    }
    let late = study.trials.dropFirst(30)
    #expect(late.count { $0.value?.isFinite == true } >= late.count / 2)
    let best = try #require(study.bestValue)
    #expect(best < 0.55)
  }

  @Test func `infeasible trials are worse than feasible ones, in the order of their violation`() {
    let outputs = ForestScores.outputs(
      [1, 3, 2, .nan, 9], violations: [0, 2, 0, 0, .infinity], warp: .none)
    #expect(outputs[2] > outputs[0])
    #expect(outputs[0] > outputs[3])
    #expect(outputs[3] >= outputs[1])
    #expect(outputs[1] > outputs[4])
    #expect(outputs.allSatisfy { $0.isFinite })
  }

  @Test func `settings that differ from the defaults are in the summary`() {
    #expect(ForestSampler.forest().summary == "ForestSampler")
    #expect(ForestSampler.forest(.randomForest).summary == "ForestSampler(kind: randomForest)")
  }
}
