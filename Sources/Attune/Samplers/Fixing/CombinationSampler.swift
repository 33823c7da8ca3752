/// A sampler that counts combinations of values, and must know which of them are fixed.
protocol CombinationSampler: Sampler {
  /// Returns the sampler of the combinations with the given values.
  func fixing(_ values: [Name: JSONValue]) -> any Sampler
}
