extension Sampler where Self == CMAESSampler {
  /// CMA-ES with the settings of a specification.
  static func cmaES(
    _ settings: inout SamplerSettings
  ) throws(SamplerSpecificationError) -> CMAESSampler {
    var configuration = CMAESSampler.Configuration()
    try settings.set(
      &configuration.variant,
      ["separable": .separable, "margin": .margin, "lra": .learningRateAdaptation])
    try settings.set(&configuration.restarts, ["ipop": .ipop, "bipop": .bipop])
    try settings.set(&configuration.usesPrunedTrials, "pruned")
    try settings.set(&configuration.startupTrials, "startup")
    // 0 is outside the accepted range, so it is the default only.
    var populationSize = 0
    try settings.set(&populationSize, "population", in: CMAESSampler.populationSizes)
    configuration.populationSize = populationSize == 0 ? nil : populationSize
    return CMAESSampler(configuration)
  }
}
