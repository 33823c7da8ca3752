// Pruners with the settings of a specification.

extension Pruner where Self == MedianPruner {
  /// The median rule, as in `median:startup=10,warmup=5,interval=2,trials=3`.
  static func median(
    _ settings: inout StrategySettings
  ) throws(StrategySpecificationError) -> MedianPruner {
    .median(try .init(&settings))
  }
}

extension Pruner where Self == PercentilePruner {
  /// The percentile rule, as in `percentile:25,startup=10`.
  static func percentile(
    _ settings: inout StrategySettings
  ) throws(StrategySpecificationError) -> PercentilePruner {
    let percentile = try settings.number(in: 0...100, example: "percentile:25")
    return .percentile(percentile, try .init(&settings))
  }
}

extension PercentilePruner.Configuration {
  fileprivate init(_ settings: inout StrategySettings) throws(StrategySpecificationError) {
    self.init()
    try settings.set(&startupTrials, "startup")
    try settings.set(&warmupSteps, "warmup")
    try settings.set(&interval, "interval", in: 1...Int.max)
    try settings.set(&minimumTrials, "trials", in: 1...Int.max)
  }
}

extension Pruner where Self == SuccessiveHalvingPruner {
  /// Successive halving, as in `successive-halving:minimum=1,factor=3,rate=1,bootstrap=2`.
  static func successiveHalving(
    _ settings: inout StrategySettings
  ) throws(StrategySpecificationError) -> SuccessiveHalvingPruner {
    var configuration = SuccessiveHalvingPruner.Configuration()
    try settings.set(&configuration.minimumResource, "minimum", in: 1...)
    try settings.set(&configuration.reductionFactor, "factor", in: 2...Int.max)
    try settings.set(&configuration.minimumEarlyStoppingRate, "rate")
    let isFixed = configuration.minimumResource != nil
    try settings.set(
      &configuration.bootstrapCount, "bootstrap", needing: isFixed ? nil : "minimum")
    return .successiveHalving(configuration)
  }
}

extension Pruner where Self == HyperbandPruner {
  /// Hyperband, as in `hyperband:minimum=1,maximum=81,factor=3,bootstrap=2`.
  static func hyperband(
    _ settings: inout StrategySettings
  ) throws(StrategySpecificationError) -> HyperbandPruner {
    var configuration = HyperbandPruner.Configuration()
    try settings.set(&configuration.minimumResource, "minimum", in: 1...Int.max)
    try settings.set(&configuration.maximumResource, "maximum", in: 1...)
    try settings.set(&configuration.reductionFactor, "factor", in: 2...Int.max)
    let isFixed = configuration.maximumResource != nil
    try settings.set(
      &configuration.bootstrapCount, "bootstrap", needing: isFixed ? nil : "maximum")
    return .hyperband(configuration)
  }
}

extension Pruner where Self == WilcoxonPruner {
  /// The signed-rank rule, as in `wilcoxon:threshold=0.05,startup=3`.
  static func wilcoxon(
    _ settings: inout StrategySettings
  ) throws(StrategySpecificationError) -> WilcoxonPruner {
    var configuration = WilcoxonPruner.Configuration()
    try settings.set(&configuration.threshold, "threshold", in: 0...1)
    try settings.set(&configuration.startupSteps, "startup")
    return .wilcoxon(configuration)
  }
}

extension Pruner where Self == ThresholdPruner {
  /// The rule of fixed bounds, as in `threshold:lower=0,upper=10,warmup=5,interval=2`.
  static func threshold(
    _ settings: inout StrategySettings
  ) throws(StrategySpecificationError) -> ThresholdPruner {
    var configuration = ThresholdPruner.Configuration()
    try settings.set(&configuration.lower, "lower", in: -.infinity ... .infinity)
    try settings.set(&configuration.upper, "upper", in: configuration.lower ... .infinity)
    try settings.set(&configuration.warmupSteps, "warmup")
    try settings.set(&configuration.interval, "interval", in: 1...Int.max)
    return .threshold(configuration)
  }
}

extension Pruner where Self == PatientPruner {
  /// The patient rule, as in `patient:5,delta=0.1` or `patient:5,pruner=median:warmup=3`.
  static func patient(
    _ settings: inout StrategySettings
  ) throws(StrategySpecificationError) -> PatientPruner {
    var pruner: (any Pruner)?
    if let text = settings.remainder(of: "pruner") { pruner = try PrunerCatalogue.pruner(text) }
    var configuration = PatientPruner.Configuration(
      patience: try settings.count(example: "patient:5"))
    try settings.set(&configuration.minimumDelta, "delta", in: 0 ... .infinity)
    return PatientPruner(pruner, configuration)
  }
}
