// The sampler that the example is about.

import Attune
import Foundation

/// Simulated annealing: a random walk whose steps from the current point get smaller.
struct AnnealingSampler: Sampler {
  let trialCount: Int

  func sample(
    _ request: ParameterRequest, in context: SamplingContext, using random: inout RandomStream
  ) throws(SamplingError) -> ParameterValue {
    let temperature = 1 - Double(context.trialNumber) / Double(trialCount)
    guard let value = current(context)?.parameters.parameter(named: request.name)?.parameterValue
    else {
      return request.distribution.randomValue(using: &random)
    }
    let step = 0.3 * temperature * random.normal()
    return request.distribution.value(at: request.distribution.position(of: value) + step)
  }

  /// The current point of the walk; a worse point is accepted with a probability that decreases.
  private func current(_ context: SamplingContext) -> TrialSnapshot? {
    context.history.filter { $0.state == .complete }.reduce(nil) { current, next in
      guard let old = current?.value, let new = next.value else { return next }
      let temperature = 0.02 * (1 - Double(next.number) / Double(trialCount))
      var random = RandomStream(seed: 0, stream: UInt64(next.number), purpose: "accept")
      let isAccepted = new <= old || -(new - old) > temperature * log(random.uniform())
      return isAccepted ? next : current
    }
  }
}
