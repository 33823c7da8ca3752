import Attune

/// A random sampler that draws no settings twice.
///
/// The values of a trial are those of `RandomSampler`, unless a trial with a lower number has the
/// same settings.
struct DistinctRandomSampler<Settings: TypedSpace>: Sampler {
  let draws: DistinctDraws<Settings>

  /// The summary of the random sampler, since distinct draws are not an option of the user.
  var summary: String { RandomSampler().summary }

  func sample(
    _ name: String, from distribution: Distribution, in context: SamplingContext,
    using random: inout RandomStream
  ) throws(SamplingError) -> ParameterValue {
    try RandomSampler().sample(name, from: distribution, in: context, using: &random)
  }

  func jointSpace(in context: SamplingContext) -> SearchSpace { draws.space }

  /// Draws from the random stream of each parameter, not from the joint one, so that a seed gives
  /// the same trials as `RandomSampler`.
  func sampleJointly(
    over space: SearchSpace, in context: SamplingContext, using random: inout RandomStream
  ) throws(SamplingError) -> JointSample {
    var tried = draws.settings(of: context.history[..<context.trialNumber])
    return JointSample(values: draws.take(for: context.history[context.trialNumber], &tried))
  }
}
