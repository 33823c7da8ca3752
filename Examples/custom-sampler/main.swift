// A sampler of one's own, against random search, on real patients' data.
//
//   swift run -c release custom-sampler
//
// A nearest-neighbour classifier tells who has diabetes; how many neighbours it asks, and how much
// each of eight measurements counts, is tuned by simulated annealing. It prints the leave-one-out
// error that both samplers reach: the error of the best of many settings, which flatters them all.

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
  // Nothing is kept, and this is what a shell expects after Ctrl-C.
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
