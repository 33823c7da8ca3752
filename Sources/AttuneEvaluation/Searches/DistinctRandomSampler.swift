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
    _ request: ParameterRequest, in context: SamplingContext, using random: inout RandomStream
  ) throws(SamplingError) -> ParameterValue {
    try RandomSampler().sample(request, in: context, using: &random)
  }

  /// Draws from the random stream of each parameter, not from the joint one, so that a seed gives
  /// the same trials as `RandomSampler`.
  func plan(
    in context: SamplingContext, using random: inout RandomStream
  ) throws(SamplingError) -> TrialPlan {
    var tried = draws.settings(of: context.history[..<context.trialNumber])
    let values = draws.take(for: context.history[context.trialNumber], &tried)
    var plan = TrialPlan()
    for parameter in draws.space.parameters {
      if let value = values[parameter.name] { plan.set(parameter, to: value) }
    }
    return plan
  }
}
