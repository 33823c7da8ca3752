extension TPESampler {
  /// Whether the sampler learns from the trials of all cohorts, as its settings have it.
  public var learnsAcrossCohorts: Bool { configuration.learnsAcrossCohorts }

  /// Whether the trial is one of the fraction that is random.
  ///
  /// It depends on the seed and the number of the trial only, so that all of its parameters agree.
  func isUniform(_ context: SamplingContext) -> Bool {
    guard configuration.uniformFraction > 0 else { return false }
    var random = RandomStream(
      seed: context.seed, stream: UInt64(context.trialNumber), purpose: "uniform")
    return random.uniform() < configuration.uniformFraction
  }
}

extension TPESampler.Configuration {
  /// The settings of ``Sampler/bohb(startupTrials:uniformFraction:)``: the trials of all brackets count, and a
  /// third of the trials is random.
  public static var bohb: TPESampler.Configuration {
    var configuration = TPESampler.Configuration()
    configuration.learnsAcrossCohorts = true
    configuration.uniformFraction = 1.0 / 3
    return configuration
  }
}

extension Sampler where Self == TPESampler {
  /// BOHB: a tree-structured Parzen estimator for ``HyperbandPruner`` or ``BudgetSchedule`` that learns from the
  /// trials of all brackets.
  ///
  /// ```swift
  /// let study = try Study(sampler: .bohb(), pruner: .hyperband(maximumResource: 81))
  /// ```
  ///
  /// The model ranks complete trials by value, and after them the others by the budget or step that they
  /// reached and by their value there.
  ///
  /// - Parameters:
  ///   - startupTrials: The number of random trials before the model starts.
  ///   - uniformFraction: The fraction of later trials that are random, ρ.
  /// - Precondition: As for ``TPESampler/init(_:sources:)``.
  /// - Note: S. Falkner et al., "BOHB: Robust and Efficient Hyperparameter Optimization at Scale", ICML 2018,
  ///   arXiv:1807.01774, section 3.2. The model of the paper has the results of the largest budget that has enough
  ///   of them. Here one model ranks all results, so that those of small budgets count from the start.
  public static func bohb(
    startupTrials: Int = 10, uniformFraction: Double = 1.0 / 3
  ) -> TPESampler {
    var configuration = TPESampler.Configuration.bohb
    configuration.startupTrials = startupTrials
    configuration.uniformFraction = uniformFraction
    return TPESampler(configuration)
  }
}
