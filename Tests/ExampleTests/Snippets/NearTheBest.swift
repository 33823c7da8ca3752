import Attune
import AttuneTesting
import Testing

// snippet: sampler
struct NearTheBest: Sampler {
  func sample(
    _ request: ParameterRequest, in context: SamplingContext, using random: inout RandomStream
  ) throws(SamplingError) -> ParameterValue {
    let best = context.history.bestTrial?.parameters.parameter(named: request.name)?.parameterValue
    guard let best, random.uniform() < 0.8 else {
      return request.distribution.randomValue(using: &random)
    }
    return request.distribution.value(
      at: request.distribution.position(of: best) + 0.1 * random.normal())
  }
}

@Test func keepsTheContract() throws {
  try SamplerContract(NearTheBest()).check()
}
// snippet end
