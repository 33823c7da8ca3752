extension Sampler where Self == NSGAIISampler {
  /// NSGA-II with the settings of a specification.
  static func nsgaII(
    _ settings: inout SamplerSettings
  ) throws(SamplerSpecificationError) -> NSGAIISampler {
    var configuration = NSGAIISampler.Configuration()
    try settings.setOperators(
      population: &configuration.population, crossover: &configuration.crossover,
      mutation: &configuration.mutation)
    return NSGAIISampler(configuration)
  }
}

extension Sampler where Self == NSGAIIISampler {
  /// NSGA-III with the settings of a specification.
  static func nsgaIII(
    _ settings: inout SamplerSettings
  ) throws(SamplerSpecificationError) -> NSGAIIISampler {
    var configuration = NSGAIIISampler.Configuration()
    try settings.setOperators(
      population: &configuration.population, crossover: &configuration.crossover,
      mutation: &configuration.mutation)
    try settings.set(&configuration.dividing, "dividing", in: 1...100)
    return NSGAIIISampler(configuration)
  }
}

extension SamplerSettings {
  /// Sets the population, as in `population=20`, and the operators, as in `sbx,polynomial`.
  fileprivate mutating func setOperators(
    population: inout Int, crossover: inout any Crossover, mutation: inout (any Mutation)?
  ) throws(SamplerSpecificationError) {
    try set(
      &crossover,
      [
        "uniform": .uniform, "blx-alpha": .blxAlpha, "spx": .spx, "sbx": .sbx, "vsbx": .vsbx,
        "undx": .undx,
      ])
    try set(&mutation, ["polynomial": PolynomialMutation()])
    try set(&population, "population", in: max(2, crossover.parentCount)...Int.max)
  }
}
