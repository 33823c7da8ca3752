extension Sampler where Self == AdaptiveTPESampler {
  /// Adaptive TPE with the settings of a specification, such as `atpe:startup=20`.
  ///
  /// Names of variants select those that take part.
  static func adaptiveTPE(
    _ settings: inout SamplerSettings
  ) throws(SamplerSpecificationError) -> AdaptiveTPESampler {
    var configuration = AdaptiveTPESampler.Configuration()
    try settings.set(&configuration.startupTrials, "startup")
    var variants: [AdaptiveTPESampler.Variant] = []
    for variant in AdaptiveTPESampler.Variant.allCases {
      var isUsed = false
      try settings.set(&isUsed, KeyValuePairs(dictionaryLiteral: (variant.rawValue, true)))
      if isUsed { variants.append(variant) }
    }
    if !variants.isEmpty { configuration.variants = variants }
    return AdaptiveTPESampler(configuration)
  }
}
