import Attune
import AttuneTesting
import Testing

// snippet: sampler
struct NearTheBest: Sampler {
  func sample(
    _ name: String, from distribution: Distribution, in context: SamplingContext,
    using random: inout RandomStream
  ) throws(SamplingError) -> ParameterValue {
    let best = context.history.bestTrial?.parameters.parameter(named: name)?.parameterValue
    guard let best, random.uniform() < 0.8 else { return distribution.randomValue(using: &random) }
    return distribution.value(at: distribution.position(of: best) + 0.1 * random.normal())
  }
}

@Test func keepsTheContract() throws {
  try SamplerContract(NearTheBest()).check()
}
// snippet end
