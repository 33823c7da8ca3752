import Attune

/// Random search with the summary of another sampler, so that a study continues with that sampler
/// without a warning.
struct RenamedRandomSampler: Sampler {
  let summary: String

  func sample(
    _ request: ParameterRequest, in context: SamplingContext, using random: inout RandomStream
  ) throws(SamplingError) -> ParameterValue {
    try RandomSampler().sample(request, in: context, using: &random)
  }
}
