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

extension Pruner where Self == MetricPruner {
  /// Another pruner for a named metric, as in `metric:maximize=accuracy,pruner=median:startup=3`.
  static func metric(
    _ settings: inout StrategySettings
  ) throws(StrategySpecificationError) -> MetricPruner {
    let example = "metric:maximize=accuracy,pruner=median"
    let text = settings.remainder(of: "pruner")
    let metrics = settings.takeMetrics()
    guard metrics.count == 1, let text else {
      throw settings.error(
        "needs the name of one metric with its direction, and a pruner, as in \(example)")
    }
    return try PrunerCatalogue.pruner(text)
      .metric(metrics[0].name, direction: metrics[0].direction)
  }
}

extension Pruner where Self == DominancePruner {
  /// The rule of dominance, as in `dominated:minimize=loss,maximize=speed,fraction=0.3,startup=10`.
  static func dominated(
    _ settings: inout StrategySettings
  ) throws(StrategySpecificationError) -> DominancePruner {
    let metrics = settings.takeMetrics()
    guard !metrics.isEmpty, Set(metrics.map { Name($0.name) }).count == metrics.count else {
      throw settings.error(
        "needs the names of different metrics with their directions, as in "
          + "dominated:minimize=loss,minimize=ms")
    }
    var configuration = DominancePruner.Configuration()
    try settings.set(&configuration.fraction, "fraction", in: 0.001...1)
    try settings.set(&configuration.startupTrials, "startup")
    try settings.set(&configuration.warmupSteps, "warmup")
    try settings.set(&configuration.interval, "interval", in: 1...Int.max)
    try settings.set(&configuration.minimumTrials, "trials", in: 1...Int.max)
    return DominancePruner(metrics.map { ($0.name, $0.direction) }, configuration)
  }
}

extension StrategySettings {
  /// Takes the metrics, as in `minimize=loss,maximize=accuracy`.
  fileprivate mutating func takeMetrics() -> [(name: String, direction: Direction)] {
    Direction.allCases.flatMap { direction in
      takeAll("\(direction)").filter { !$0.isEmpty }.map { ($0, direction) }
    }
  }
}
