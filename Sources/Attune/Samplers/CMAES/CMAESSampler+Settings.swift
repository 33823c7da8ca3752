extension CMAESSampler {
  /// Creates the sampler with the settings of a specification.
  init(_ settings: inout SamplerSettings) throws(SamplerSpecificationError) {
    var configuration = Configuration()
    try settings.set(
      &configuration.variant,
      ["separable": .separable, "margin": .margin, "lra": .learningRateAdaptation])
    try settings.set(&configuration.restarts, ["ipop": .ipop, "bipop": .bipop])
    try settings.set(&configuration.usesPrunedTrials, "pruned")
    try settings.set(&configuration.startupTrials, "startup")
    // 0 is outside the accepted range, so it only means that there is no setting.
    var populationSize = 0
    try settings.set(&populationSize, "population", in: Self.populationSizes)
    configuration.populationSize = populationSize == 0 ? nil : populationSize
    self.init(configuration)
  }
}
