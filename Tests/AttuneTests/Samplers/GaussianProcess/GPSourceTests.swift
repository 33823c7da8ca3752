import AttuneTesting
import Testing

@testable import Attune

/// Gaussian processes that start from the trials of another study.
@Suite struct GPSourceTests {
  private func bowl(_ x: Double, _ y: Double) -> Double {
    (x - 0.2) * (x - 0.2) + (y - 0.7) * (y - 0.7)
  }

  private func run(
    _ sampler: GPSampler, trials: Int, seed: UInt64, _ directions: [Direction] = [.minimize]
  ) throws -> Study {
    let study = try Study(directions: directions, sampler: sampler, pruner: .none, seed: seed)
    try study.optimize(trials: trials, progress: .none) { trial in
      let x = try trial.suggest("x", in: 0.0...1.0)
      let y = try trial.suggest("y", in: 0.0...1.0)
      return bowl(x, y)
    }
    return study
  }

  private func sources(_ sign: Double, shift: Double = 0.05) throws -> TrialHistory {
    let study = try Study(sampler: .qmc(), pruner: .none, seed: 1)
    try study.optimize(trials: 30, progress: .none) { trial in
      let x = try trial.suggest("x", in: 0.0...1.0)
      let y = try trial.suggest("y", in: 0.0...1.0)
      return 500 + 1000 * sign * bowl(x + shift, y)
    }
    return study.trials
  }

  @Test func `the first trial is near the best of a similar study`() throws {
    let study = try run(.gp(sources: try sources(1)), trials: 3, seed: 2)
    #expect(try #require(study.trials[0].value) < 0.06)
    #expect(try #require(study.bestValue) < 0.06)
  }

  @Test func `a misleading study does not prevent the minimum`() throws {
    let study = try run(.gp(sources: try sources(-1)), trials: 25, seed: 3)
    #expect(try #require(study.bestValue) < 0.01)
  }

  @Test func `trials that the study cannot have do not count`() throws {
    var builder = HistoryBuilder()
    for index in 0..<10 {
      builder.add(
        TrialRecord(parameters: ["x": .float(Double(index + 2), in: 0...20)], value: 1))
    }
    let own = try run(.gp(startupTrials: 5), trials: 6, seed: 4).trials
    let axes = try ["x", "y"].map {
      ModelSpace.Axis(Name($0), .float(try FloatDistribution(0...1)), order: nil)
    }
    let points = own.map { ModelSpace.point(of: $0.parameters, on: axes) }
    #expect(GPSources(try builder.history(), on: axes, own: points).startedCount == 0)
    #expect(GPSources(try sources(1), on: axes, own: points).startedCount == 30)
    // Then the start-up trials are those without sources.
    let study = try run(.gp(startupTrials: 5, sources: try builder.history()), trials: 6, seed: 4)
    #expect(
      study.trials.dropFirst().prefix(4).map(\.parameters)
        == own.dropFirst().prefix(4).map(\.parameters))
  }

  @Test func `sources need as many directions as the study`() throws {
    let sampler = GPSampler.gp(sources: TrialHistory(directions: [.minimize, .maximize]))
    let study = try Study(sampler: sampler, pruner: .none, seed: 1)
    try study.optimize(trials: 1, maxConsecutiveFailures: .max, progress: .none) { trial in
      try trial.suggest("x", in: 0.0...1.0)
    }
    #expect(study.trials[0].failureReason?.contains("which is 1, not 2") == true)
  }
}
