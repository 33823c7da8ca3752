extension GPSampler {
  /// Creates the sampler with the settings of a specification.
  init(_ settings: inout SamplerSettings) throws(SamplerSpecificationError) {
    var configuration = Configuration()
    try settings.set(&configuration.acquisition, ["pi": .probabilityOfImprovement])
    // 0 is outside the accepted range, so it only means that there is no setting.
    var factor = 0.0
    try settings.set(&factor, "ucb", above: 0)
    if factor > 0 { configuration.acquisition = .upperConfidenceBound(factor) }
    try settings.set(&configuration.startupTrials, "startup", in: 1...Int.max)
    try settings.set(&configuration.isDeterministic, "deterministic")
    try settings.set(&configuration.reducesBounds, "reduce")
    try settings.set(
      &configuration.warps,
      ["raw": [.none], "power": [.power], "half-rank": [.halfRank]])
    self.init(configuration)
  }
}
