/// The settings after the name of a sampler.
package typealias SamplerSettings = StrategySettings

/// The error of a specification that describes no sampler.
package typealias SamplerSpecificationError = StrategySpecificationError
