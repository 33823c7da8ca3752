import Attune

/// The values without noise of the best and of the recommended trial of a study.
struct NoiseRun: Sendable {
  /// The difference of the best trial's exact value from the optimum.
  let bestRegret: Double
  /// The same of the recommended configuration.
  let recommendedRegret: Double
  /// The smallest of all trials.
  let smallestRegret: Double
  /// How much better the recorded value of the best trial is than its exact value.
  let optimism: Double
  /// The distance of the estimate from the exact value in standard errors.
  let errorRatio: Double

  /// Runs a sampler on a problem for a number of evaluations, `repeats` a trial.
  init(
    _ problem: Problem, with specification: SamplerSpecification, seed: UInt64, evaluations: Int,
    repeats: Int
  ) throws {
    let study = try Study(
      problem.name, direction: problem.direction, sampler: specification.sampler, pruner: .none,
      seed: seed)
    var exact: [Double] = []
    let reason = try study.optimize(
      trials: evaluations / repeats, maxConsecutiveFailures: 1, repeats: repeats, progress: .none
    ) { trial in
      let value = try problem.objective(trial)
      if trial.repeatIndex == 0 { exact.append(value) }
      let evaluation = Int(seed) * 100_000 + trial.number * repeats + trial.repeatIndex
      return value + (problem.noise?(evaluation) ?? 0)
    }
    guard reason != .interrupted, let best = study.bestTrial, let value = best.value,
      let recommended = study.recommended
    else { throw CancellationError() }
    let sign = problem.direction == .minimize ? 1.0 : -1
    func regret(_ value: Double) -> Double { sign * (value - problem.optimum) }
    bestRegret = regret(exact[best.number])
    recommendedRegret = regret(exact[recommended.trial.number])
    smallestRegret = exact.map(regret).min() ?? .nan
    optimism = sign * (exact[best.number] - value)
    errorRatio =
      (recommended.estimate - exact[recommended.trial.number])
      / (recommended.standardError ?? .nan)
  }
}
