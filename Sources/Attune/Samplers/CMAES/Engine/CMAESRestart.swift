/// The population size and the step size of runs of CMA-ES that follow each other.
///
/// Create the first run with ``populationSize`` and ``sigma``. When ``CMAES/shouldStop`` is true,
/// call ``advance(evaluations:using:)``, and start another run with the new settings, with a mean
/// drawn uniformly from the unit cube.
///
/// - Note: IPOP is that of A. Auger and N. Hansen, "A Restart CMA Evolution Strategy With Increasing
///   Population Size", CEC 2005, doi:10.1109/CEC.2005.1554902; BIPOP that of N. Hansen,
///   "Benchmarking a BI-Population CMA-ES on the BBOB-2009 Function Testbed", GECCO 2009,
///   doi:10.1145/1570256.1570333. As in Optuna 4 and in the Python packages pycma and cmaes, small
///   populations have λ₀ (2ʳ)^(U²) points, without the paper's factor of ½.
struct CMAESRestart: Sendable, Hashable {
  /// How settings change between runs.
  enum Strategy: Sendable, Hashable {
    /// Each run doubles the population.
    case ipop

    /// Runs with doubled populations, and runs with smaller ones, which together have about the same
    /// number of evaluations.
    case bipop
  }

  /// How settings change.
  let strategy: Strategy

  /// λ, the population size of the current run.
  private(set) var populationSize: Int

  /// σ, the first step size of the current run.
  private(set) var sigma: Double

  /// λ₀, the population size of the first run.
  private let initialPopulationSize: Int

  /// σ₀, the step size of the first run.
  private let initialSigma: Double

  /// r, the number of runs with doubled populations.
  private var largeRunCount = 0

  /// Whether the current run has a doubled population; the first one counts as small.
  private var isLarge = false

  /// The number of evaluations in runs with small populations.
  private var smallEvaluationCount = 0

  /// The number of evaluations in runs with doubled populations.
  private var largeEvaluationCount = 0

  /// Creates the settings of the first run.
  ///
  /// - Parameters:
  ///   - strategy: How settings change.
  ///   - populationSize: λ₀, at least 2.
  ///   - sigma: σ₀, positive.
  init(strategy: Strategy, populationSize: Int, sigma: Double) {
    self.strategy = strategy
    self.populationSize = populationSize
    self.sigma = sigma
    initialPopulationSize = populationSize
    initialSigma = sigma
  }

  /// Replaces the settings by those of the next run.
  ///
  /// - Parameters:
  ///   - count: The number of evaluations in the run that ended.
  ///   - random: The source of numbers for the settings of small populations, of which each
  ///     consumes two.
  mutating func advance(evaluations count: Int, using random: inout RandomStream) {
    if isLarge { largeEvaluationCount += count } else { smallEvaluationCount += count }
    isLarge = strategy == .ipop || smallEvaluationCount >= largeEvaluationCount
    if isLarge {
      largeRunCount += 1
      // A run takes at least one generation, so the population cannot overflow.
      populationSize = initialPopulationSize << largeRunCount
      sigma = initialSigma
    } else {
      let (u, v) = (random.uniform(), random.uniform())
      let multiplier = Math.exp(Double(largeRunCount) * Math.log(2) * u * u)
      populationSize = Int((Double(initialPopulationSize) * multiplier).rounded(.down))
      sigma = initialSigma * Math.exp(-2 * v * Math.log(10))  // 10^(−2 V)
    }
  }
}
