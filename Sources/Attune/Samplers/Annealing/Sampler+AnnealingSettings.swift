extension Sampler where Self == AnnealingSampler {
  /// Annealing with the settings of a specification, such as `anneal:rank=3,shrinkage=0.2`.
  static func anneal(
    _ settings: inout SamplerSettings
  ) throws(SamplerSpecificationError) -> AnnealingSampler {
    var configuration = AnnealingSampler.Configuration()
    try settings.set(&configuration.averageRank, "rank", above: 1)
    try settings.set(&configuration.shrinkage, "shrinkage", above: 0)
    return AnnealingSampler(configuration)
  }
}
