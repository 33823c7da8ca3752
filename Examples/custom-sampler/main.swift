// A sampler of one's own, against random search, on real patients' data.
//
//   swift run -c release custom-sampler
//
// A nearest-neighbour classifier tells who has diabetes; how many neighbours it asks, and how much
// each of eight measurements counts, is tuned by simulated annealing. It prints the leave-one-out
// error that both samplers reach: the error of the best of many settings, which flatters them all.

import Attune
import Foundation

/// Simulated annealing: walks from the current point, at first anywhere, later only near by.
struct AnnealingSampler: Sampler {
  let trialCount: Int

  func sample(
    _ name: String, from distribution: Distribution, in context: SamplingContext,
    using random: inout RandomStream
  ) throws(SamplingError) -> ParameterValue {
    let temperature = 1 - Double(context.trialNumber) / Double(trialCount)
    guard let value = current(context)?.parameters.parameter(named: name)?.parameterValue else {
      return distribution.randomValue(using: &random)
    }
    let step = 0.3 * temperature * random.normal()
    return distribution.value(at: distribution.position(of: value) + step)
  }

  /// The point where the walk stands: a worse one is accepted now and then, ever more rarely.
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

let classifier = try NearestNeighbours()
let trialCount = 300

func bestError(_ sampler: some Sampler, seed: UInt64) throws -> Double {
  let study = try Study(sampler: sampler, pruner: .none, seed: seed)
  try study.optimize(trials: trialCount) { trial in
    let k = try trial.suggest("k", in: 1...50)
    let weights = try NearestNeighbours.measurements.map {
      try trial.suggest($0, in: 0.0...1.0)
    }
    return classifier.leaveOneOutError(k: k, weights: weights)
  }
  return study.bestValue ?? .nan
}

print("leave-one-out error after \(trialCount) trials")
print("seed  annealing  random")
for seed in UInt64(1)...3 {
  let annealing = try bestError(AnnealingSampler(trialCount: trialCount), seed: seed)
  let random = try bestError(.random, seed: seed)
  print(String(format: "%4d  %9.4f  %6.4f", Int(seed), annealing, random))
}
