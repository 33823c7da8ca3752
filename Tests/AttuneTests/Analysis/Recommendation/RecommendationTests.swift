import Testing

@testable import Attune

@Suite struct RecommendationTests {
  private func noise(_ trial: Trial, _ deviation: Double) throws -> Double {
    var random = RandomStream(seed: 77, stream: UInt64(trial.number))
    return deviation * random.normal()
  }

  /// The loss without noise.
  private func loss(_ x: Double, _ y: Double) -> Double {
    (x - 0.3) * (x - 0.3) + 0.5 * (y + 0.4) * (y + 0.4)
  }

  private func loss(_ trial: TrialSnapshot) -> Double {
    let values = trial.parameters.map(\.recordedValue)
    return loss(values[0], values[1])
  }

  @Test(arguments: Direction.allCases)
  func `the recommended configuration is better than the best trial on average`(
    direction: Direction
  ) throws {
    var best = 0.0
    var recommended = 0.0
    for seed in 0..<8 {
      let study = try Study(
        direction: direction, sampler: .random, pruner: .none, seed: UInt64(seed))
      try study.optimize(trials: 60, progress: .none) { trial in
        let x = try trial.suggest("x", in: -1.0...1.0)
        let y = try trial.suggest("y", in: -1.0...1.0)
        return direction.loss(loss(x, y) + (try noise(trial, 0.5)))
      }
      let recommendation = try #require(study.recommended)
      #expect(recommendation.source == .surrogate)
      #expect(try #require(recommendation.standardError) > 0)
      best += loss(try #require(study.bestTrial))
      recommended += loss(recommendation.trial)
    }
    #expect(recommended < 0.8 * best, "\(recommended), \(best)")
  }

  @Test(arguments: [10, 60])
  func `without noise the best trial is recommended`(trials: Int) throws {
    for seed in 0..<4 {
      let study = try Study(sampler: .tpe(), pruner: .none, seed: UInt64(seed))
      try study.optimize(trials: trials, progress: .none) { trial in
        loss(
          try trial.suggest("x", in: -1.0...1.0), try trial.suggest("y", in: -1.0...1.0))
      }
      let recommended = try #require(study.recommended)
      #expect(recommended.trial.number == study.bestTrial?.number)
    }
  }

  @Test func `equal repeats show that there is no noise`() throws {
    let study = try Study(sampler: .random, pruner: .none, seed: 3)
    try study.optimize(trials: 40, progress: .none) { trial in
      let n = try trial.suggest("n", in: 0...9)
      return Double(n * 7919 % 10)
    }
    let recommended = try #require(study.recommended)
    #expect(recommended.trial.number == study.bestTrial?.number)
    #expect(recommended.source == .mean)
    #expect(recommended.standardError == 0)
    #expect(recommended.trialNumbers.count == recommended.valueCount)
  }

  @Test func `repeats of a trial make its estimate better`() throws {
    let study = try Study(sampler: .random, pruner: .none, seed: 3)
    try study.optimize(trials: 30, repeats: 4, progress: .none) { trial in
      let x = try trial.suggest("x", in: -1.0...1.0)
      var random = RandomStream(
        seed: 5, stream: UInt64(4 * trial.number + trial.repeatIndex))
      return x * x + 0.5 * random.normal()
    }
    let recommended = try #require(study.recommended)
    #expect(recommended.valueCount == 4)
    #expect(try #require(recommended.standardError) < 0.25)
  }

  @Test func `the only trial is recommended with its value`() throws {
    let study = try Study(sampler: .random, seed: 3)
    #expect(study.recommended == nil)
    try study.optimize(trials: 1, progress: .none) { try $0.suggest("x", in: 1.0...2.0) }
    let recommended = try #require(study.recommended)
    #expect(recommended.estimate == study.bestValue)
    #expect(recommended.standardError == nil)
    #expect(recommended.source == .mean)
    #expect(recommended.description.hasPrefix("trial 0: "))
    #expect(recommended.description.hasSuffix(", its only value"))
  }

  @Test func `multi-objective studies have no recommendation`() throws {
    let study = try Study(directions: [.minimize, .minimize], sampler: .random, seed: 3)
    try study.optimize(trials: 3, progress: .none) { _ in [1, 2] }
    #expect(study.recommended == nil)
    #expect(study.trials.recommended(3).isEmpty)
  }

  @Test func `infinite values and parameters without effect do not trap`() throws {
    let study = try Study(sampler: .random, pruner: .none, seed: 3)
    try study.optimize(trials: 12, progress: .none) { trial -> Double in
      let kind = try trial.suggest("kind", from: ["a", "b"])
      if kind == "a" { _ = try trial.suggest("rate", in: 1e-4...1.0, scale: .log) }
      if trial.number % 4 == 0 { return .infinity }
      return trial.number % 4 == 1 ? 1e300 : Double(trial.number)
    }
    let recommended = try #require(study.recommended)
    #expect(recommended.estimate.isFinite)
    #expect(study.trials.recommended(100).count <= 12)
  }
}
