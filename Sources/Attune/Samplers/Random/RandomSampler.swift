/// Random search: draws every value independently of earlier trials, as the baseline of
/// comparisons.
///
/// Numbers are distributed uniformly on their scale. Choices have equal probabilities, and so have
/// the values of a stepped range. A parameter with a ``Prior`` is drawn from it.
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
    _ request: ParameterRequest, in context: SamplingContext, using random: inout RandomStream
  ) throws(SamplingError) -> ParameterValue {
    request.distribution.randomValue(prior: request.prior, using: &random)
  }
}

extension Sampler where Self == RandomSampler {
  /// Random search.
  public static var random: RandomSampler { RandomSampler() }
}
