extension Sampler where Self == QMCSampler {
  /// Quasi-random search with the settings of a specification, as in `qmc:halton,scramble=false`.
  static func qmc(
    _ settings: inout SamplerSettings
  ) throws(SamplerSpecificationError) -> QMCSampler {
    var sequence = QMCSampler.Sequence.sobol
    var isScrambled = true
    try settings.set(&sequence, ["sobol": .sobol, "halton": .halton])
    try settings.set(&isScrambled, "scramble")
    return QMCSampler(sequence, scramble: isScrambled)
  }
}
