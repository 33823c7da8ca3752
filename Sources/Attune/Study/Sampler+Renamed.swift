// Settings of Optuna's samplers and pruners: each tells the compiler where to write them instead.

extension Sampler where Self == TPESampler {
  /// Use ``Study/seed``.
  @available(*, unavailable, message: "the study has the seed: write Study(seed: 42)")
  public static func tpe(seed: UInt64) -> TPESampler { fatalError() }
}

extension TPESampler {
  /// Use ``Study/seed``.
  @available(*, unavailable, message: "the study has the seed: write Study(seed: 42)")
  public init(seed: UInt64) { fatalError() }
}

extension RandomSampler {
  /// Use ``Study/seed``.
  @available(*, unavailable, message: "the study has the seed: write Study(seed: 42)")
  public init(seed: UInt64) { fatalError() }
}

extension MedianPruner {
  /// Use ``Pruner/median(startupTrials:warmupSteps:interval:minimumTrials:)``.
  @available(*, unavailable, message: "write .median(startupTrials: 5, warmupSteps: 0)")
  public init(nStartupTrials: Int, nWarmupSteps: Int = 0, intervalSteps: Int = 1) { fatalError() }

  /// Use ``Pruner/median(startupTrials:warmupSteps:interval:minimumTrials:)``.
  @available(*, unavailable, message: "write .median(startupTrials: 5, warmupSteps: 0)")
  public init(nWarmupSteps: Int, intervalSteps: Int = 1) { fatalError() }

  /// Use ``Pruner/median(startupTrials:warmupSteps:interval:minimumTrials:)``.
  @available(*, unavailable, message: "write .median(startupTrials: 5, warmupSteps: 0)")
  public init(startupTrials: Int, warmupSteps: Int = 0) { fatalError() }
}
