extension ForestSampler {
  /// Creates the sampler with the settings of a specification.
  init(_ settings: inout SamplerSettings) throws(SamplerSpecificationError) {
    var configuration = Configuration()
    try settings.set(
      &configuration.kind,
      [
        "extra-trees": .extraTrees, "random-forest": .randomForest, "boosted": .gradientBoosting,
      ])
    try settings.set(&configuration.startupTrials, "startup", in: 1...Int.max)
    try settings.set(&configuration.treeCount, "trees", in: 1...Int.max)
    try settings.set(&configuration.minimumLeafSize, "leaf", in: 1...Int.max)
    var percentage = Int(100 * configuration.randomFraction)
    try settings.set(&percentage, "random", in: 0...100)
    configuration.randomFraction = Double(percentage) / 100
    try settings.set(
      &configuration.warp,
      ["raw": .none, "power": .power, "half-rank": .halfRank])
    self.init(configuration)
  }
}
