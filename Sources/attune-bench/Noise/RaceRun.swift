import Attune

/// A race of five configurations with known means.
struct RaceRun: Sendable {
  /// Whether the race was decided.
  let isDecided: Bool
  /// Whether the configuration with the best mean left the race.
  let hasLostBest: Bool
  /// The number of values.
  let valueCount: Int

  /// Races configurations with normal noise of variance 1.
  ///
  /// - Parameters:
  ///   - gap: The difference of neighbouring means.
  ///   - common: The fraction of the variance that all configurations have in common in a round.
  ///   - limit: The largest number of values.
  init(gap: Double, common: Double, seed: UInt64, confidence: Double, limit: Int) throws {
    let study = try Study(sampler: .random, pruner: .none, seed: seed)
    func objective(_ trial: Trial) throws -> Double {
      let index = try trial.suggest("configuration", in: 0...4)
      let seed = try trial.seed
      var shared = RandomStream(seed: seed, purpose: "shared")
      var own = RandomStream(seed: seed, stream: UInt64(index), purpose: "own")
      return gap * Double(index) + common.squareRoot() * shared.normal()
        + (1 - common).squareRoot() * own.normal()
    }
    for index in 0..<5 { try study.enqueue(["configuration": .int(index)]) }
    try study.optimize(trials: 5, progress: .none, objective)
    let result = try study.race(
      top: 5, until: .trials(limit), confidence: confidence, progress: .none, objective)
    guard result.reason != .interrupted else { throw CancellationError() }
    isDecided = result.winner != nil
    hasLostBest = result.contestants.contains {
      $0.hasLeft && $0.trial.parameters["configuration"] == 0
    }
    valueCount = study.trials.count - 5
  }
}
