import Attune

// snippet: crossover
struct CrossoverSampler: Sampler {
  func plan(
    in context: SamplingContext, using random: inout RandomStream
  ) throws(SamplingError) -> TrialPlan {
    let complete = context.history.filter { $0.state == .complete }
    guard complete.count >= 10 else { return TrialPlan() }
    let parents = (0..<2).map { _ in complete[random.index(below: complete.count)] }
    var plan = TrialPlan()
    for parameter in context.history.intersectionSpace.varying.parameters {
      let parent = parents[random.index(below: 2)]
      plan.values[parameter.name] = parent.parameters[parameter.name]
    }
    return plan
  }

  func sample(
    _ request: ParameterRequest, in context: SamplingContext, using random: inout RandomStream
  ) throws(SamplingError) -> ParameterValue {
    request.distribution.randomValue(using: &random)
  }
}
// snippet end
