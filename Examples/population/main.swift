// Learns schedules of the learning rate, the weight decay and dropout while eight networks train.
//
//   swift run -c release population [--folder PATH] [--members M] [--slices N] [--seed S]
//                                   [--parallelism K] [--seeds N]
//
// Each slice is an epoch on one part of the images; members are compared by their loss on another part. The
// same number of epochs is given to TPE with pruning, which looks for constant settings. The test images are
// used once, at the end.

import Attune
import ExampleSupport
import Foundation

do {
  let options = try Options(CommandLine.arguments.dropFirst())
  let digits = try Digits()
  if let seeds = options.seeds {
    print("search      seed  \(Outcome.heading)")
    for seed in 0..<UInt64(seeds) {
      let (population, _) = try trainPopulation(
        options, seed: seed, storage: .inMemory, on: digits)
      for (name, outcome) in [
        ("population", try population.outcome(on: digits)),
        ("tpe       ", try searchConstants(options, seed: seed, on: digits)),
      ] {
        print(name, String(format: "%5d", seed), outcome?.text ?? "", separator: "  ")
      }
    }
    exit(0)
  }

  let (population, reason) = try trainPopulation(
    options, seed: options.seed, storage: .journal("\(options.folder)/population.journal"),
    on: digits)
  // The status that shells expect after Ctrl-C; the next run continues.
  if reason == .interrupted { exit(130) }
  if let schedule = population.bestSchedule, let outcome = try population.outcome(on: digits) {
    print(schedule.swiftSource)
    print("\nsearch      \(Outcome.heading)")
    print("population ", outcome.text)
    if let constants = try searchConstants(options, seed: options.seed, on: digits) {
      print("tpe        ", constants.text)
    }
  }
} catch {
  FileHandle.standardError.write(Data("error: \(error)\n".utf8))
  exit(1)
}
