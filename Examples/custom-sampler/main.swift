// Compares a custom sampler with random search on the data of real patients.
//
//   swift run -c release custom-sampler
//
// A nearest-neighbour classifier predicts diabetes. Simulated annealing tunes its number of
// neighbours and the weights of eight measurements. The program prints the leave-one-out error that
// both samplers reach; as the error of the best of many settings, it is optimistic for both.

import Attune
import ExampleSupport
import Foundation

let classifier = NearestNeighbours(try Patient.all())
let trialCount = 300

func bestError(_ sampler: some Sampler, seed: UInt64) throws -> Double {
  let study = try Study(sampler: sampler, pruner: .none, seed: seed)
  let reason = try study.optimize(trials: trialCount, progress: .none) { trial in
    let k = try trial.suggest("k", in: 1...50)
    let weights = try Patient.measurementNames.map {
      try trial.suggest($0, in: 0.0...1.0)
    }
    return classifier.leaveOneOutError(k: k, weights: weights)
  }
  // There is nothing to resume. 130 is the exit status that shells expect after Ctrl-C.
  if reason == .interrupted { exit(130) }
  return study.bestValue ?? .nan
}

print("leave-one-out error after \(trialCount) trials")
print("seed  annealing  random")
for seed in UInt64(1)...3 {
  let annealing = try bestError(AnnealingSampler(trialCount: trialCount), seed: seed)
  let random = try bestError(.random, seed: seed)
  print(String(format: "%4d  %9.4f  %6.4f", Int(seed), annealing, random))
}
