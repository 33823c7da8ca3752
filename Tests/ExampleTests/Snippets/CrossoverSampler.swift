import Attune

// snippet: crossover
struct CrossoverSampler: Sampler {
  func jointSpace(in context: SamplingContext) -> SearchSpace {
    guard context.history.count(of: .complete) >= 10 else { return SearchSpace() }
    return context.history.intersectionSpace.varying
  }

  func sampleJointly(
    over space: SearchSpace, in context: SamplingContext, using random: inout RandomStream
  ) throws(SamplingError) -> JointSample {
    let complete = context.history.filter { $0.state == .complete }
    let parents = (0..<2).map { _ in complete[random.index(below: complete.count)] }
    var values: [String: ParameterValue] = [:]
    for parameter in space.parameters {
      let parent = parents[random.index(below: 2)]
      values[parameter.name] = parent.parameters.parameter(named: parameter.name)?.parameterValue
    }
    return JointSample(values: values)
  }

  func sample(
    _ name: String, from distribution: Distribution, in context: SamplingContext,
    using random: inout RandomStream
  ) throws(SamplingError) -> ParameterValue {
    distribution.randomValue(using: &random)
  }
}
// snippet end
