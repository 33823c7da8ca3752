/// Draws every value at random, regardless of what came before: the baseline of all comparisons.
///
/// Numbers are uniform on their scale, choices equally likely, and every value of a grid has the
/// same probability.
///
/// - Note: J. Bergstra and Y. Bengio, "Random Search for Hyper-Parameter Optimization", Journal of
///   Machine Learning Research 13, 2012.
public struct RandomSampler: Sampler {
  /// Creates the sampler.
  public init() {}

  /// Draws a value of the distribution.
  ///
  /// - Complexity: O(1).
  public func sample(
    _ name: String, from distribution: Distribution, in context: SamplingContext,
    using random: inout RandomStream
  ) throws(SamplingError) -> ParameterValue {
    distribution.randomValue(using: &random)
  }
}

extension Sampler where Self == RandomSampler {
  /// Random search.
  public static var random: RandomSampler { RandomSampler() }
}
