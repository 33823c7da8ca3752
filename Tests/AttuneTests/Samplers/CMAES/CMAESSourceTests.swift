import Testing

@testable import Attune

/// Warm starts of CMA-ES from the trials of another study.
@Suite struct CMAESSourceTests {
  private func sphere(_ trial: Trial) throws -> Double {
    TestLosses.sphere(try (0..<4).map { try trial.suggest("x\($0)", in: 0.0...1.0) })
  }

  private func source(
    direction: Direction = .minimize, trials: Int = 200
  ) throws -> TrialHistory {
    let study = try Study(direction: direction, sampler: .random, pruner: .none, seed: 40)
    try study.optimize(trials: trials, progress: .none) { trial in
      let loss = try sphere(trial)
      return direction == .minimize ? loss : -loss
    }
    return study.trials
  }

  private func values(
    _ sampler: CMAESSampler, trials: Int, seed: UInt64 = 1
  ) throws -> [Double] {
    let study = try Study(sampler: sampler, pruner: .none, seed: seed)
    try study.optimize(trials: trials, progress: .none, sphere)
    return study.trials.compactMap(\.value)
  }

  @Test func `a warm start finds better values early`() throws {
    let sources = try source()
    let seeds = 1...8 as ClosedRange<UInt64>
    func mean(_ sampler: CMAESSampler) throws -> Double {
      try seeds.map { try values(sampler, trials: 25, seed: $0).min() ?? .nan }.reduce(0, +) / 8
    }
    #expect(try mean(.cmaES(sources: sources)) < mean(.cmaES()) / 2)
  }

  @Test func `the first generation is that of the engine's warm start`() throws {
    let sources = try source()
    let study = try Study(sampler: .cmaES(sources: sources), pruner: .none, seed: 2)
    try study.optimize(trials: 2, progress: .none, sphere)
    let warmStart = try #require(
      CMAESWarmStart(
        solutions: sources.map { trial in
          (trial.parameters.map(\.recordedValue), trial.value ?? .nan)
        }))
    let engine = CMAES(
      mean: warmStart.mean, sigma: warmStart.sigma, covariance: warmStart.covariance)
    var random = RandomStream.forPlan(seed: 2, trial: 1)
    let point = engine.ask { random.normal() }.encoded
    #expect(study.trials[1].parameters.map(\.recordedValue) == point)
  }

  @Test func `sources have their own direction`() throws {
    let minimized = try values(.cmaES(sources: source()), trials: 10)
    let maximized = try values(.cmaES(sources: source(direction: .maximize)), trials: 10)
    #expect(minimized == maximized)
  }

  @Test func `too few usable sources are an error`() throws {
    for sources in [try source(trials: 9), TrialHistory(directions: [.minimize])] {
      let study = try Study(sampler: .cmaES(sources: sources), pruner: .none, seed: 1)
      try study.optimize(trials: 1, progress: .none, sphere)
      let trial = try study.ask()
      let error = #expect(throws: SamplingError.self) { try sphere(trial) }
      #expect(error?.description.contains("pass at least 10") == true)
      #expect(error?.description.contains("\(sources.count) complete, feasible trials") == true)
    }
    #expect(throws: Never.self) { try values(.cmaES(sources: source(trials: 10)), trials: 20) }
  }

  @Test func `sources of a multi-objective study are an error`() throws {
    let sources = try Study(directions: [.minimize, .maximize], sampler: .random, seed: 1).trials
    let study = try Study(sampler: .cmaES(sources: sources), pruner: .none, seed: 1)
    try study.optimize(trials: 1, progress: .none, sphere)
    let trial = try study.ask()
    let error = #expect(throws: SamplingError.self) { try sphere(trial) }
    #expect(error?.description.contains("one direction, not 2") == true)
  }
}
