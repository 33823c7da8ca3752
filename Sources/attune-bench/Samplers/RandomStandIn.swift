import Attune

/// Random search under the name of another sampler, so that a study goes on with that one silently.
struct RandomStandIn: Sampler {
  let summary: String

  func sample(
    _ name: String, from distribution: Distribution, in context: SamplingContext,
    using random: inout RandomStream
  ) throws(SamplingError) -> ParameterValue {
    try RandomSampler().sample(name, from: distribution, in: context, using: &random)
  }
}
