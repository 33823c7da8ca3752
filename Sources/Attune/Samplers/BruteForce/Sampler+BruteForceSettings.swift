extension Sampler where Self == BruteForceSampler {
  /// A brute-force search with the settings of a specification, such as `grid:resolution=5`.
  ///
  /// - Parameter resolution: The resolution if the specification has none; nil for all values.
  static func bruteForce(
    _ settings: inout SamplerSettings, resolution: Int?
  ) throws(SamplerSpecificationError) -> BruteForceSampler {
    guard var resolution else { return BruteForceSampler() }
    try settings.set(&resolution, "resolution", in: 2...10_000)
    return BruteForceSampler(resolution: resolution)
  }
}
