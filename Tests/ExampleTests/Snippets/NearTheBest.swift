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

// snippet: history
@Test func staysInTheRange() throws {
  var builder = HistoryBuilder()
  for x in [1.0, 3, 9] {
    builder.add(TrialRecord(parameters: ["x": .float(x, in: 0...10)], value: abs(x - 3)))
  }
  let request = ParameterRequest("x", from: .float(try FloatDistribution(0...10)))
  var random = RandomStream(seed: 1)
  let value = try NearTheBest().sample(request, in: builder.context(), using: &random)
  #expect(request.distribution.contains(value))
}
// snippet end
