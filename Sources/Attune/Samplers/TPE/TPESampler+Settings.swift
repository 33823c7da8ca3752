extension Sampler where Self == TPESampler {
  /// TPE with the settings of a specification.
  ///
  /// - Parameter defaults: The settings that the specification does not name.
  static func tpe(
    _ settings: inout SamplerSettings, _ defaults: TPESampler.Configuration = .init()
  ) throws(SamplerSpecificationError) -> TPESampler {
    var configuration = defaults
    try settings.set(&configuration.startupTrials, "startup")
    try settings.set(&configuration.candidates, "candidates", in: 1...Int.max)
    try settings.set(&configuration.isMultivariate, "multivariate")
    try settings.set(&configuration.usesConstantLiar, "liar")
    try settings.set(&configuration.usesRankWeights, "ranks")
    try settings.set(&configuration.usesGroups, "groups")
    try settings.set(&configuration.avoidsDuplicates, "duplicates")
    try settings.set(&configuration.bandwidthExponent, "exponent", above: 0)
    try settings.set(&configuration.gridBandwidth, "grid", in: 0...100)
    try settings.set(&configuration.learnsAcrossCohorts, "cohorts")
    try settings.set(&configuration.uniformFraction, "uniform", in: 0...1)
    return TPESampler(configuration)
  }
}

extension TPESampler.Configuration {
  /// The default settings, but every parameter sampled independently.
  static var univariate: TPESampler.Configuration {
    var configuration = TPESampler.Configuration()
    configuration.isMultivariate = false
    return configuration
  }
}
