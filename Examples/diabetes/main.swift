// Chooses a network's settings by grid search and by TPE, and tests the result on unseen patients.
//
//   swift run -c release diabetes [--folder PATH] [--parallelism K] [--seeds N]
//
// A fifth of the patients is set aside first and used once, at the end. Everything else is
// cross-validation on the others. Interrupt it and run it again: finished fits are not repeated.

import Attune
import AttuneEvaluation
import ExampleSupport
import Foundation

func run(_ options: Options) throws {
  var patients = try Patient.all()
  let test = try TestSet(
    fraction: 0.2, takenFrom: &patients, stratifiedBy: \.hasDiabetes, seed: 1)
  print("\(patients.count) patients for cross-validation, \(test.count) set aside")

  let choice = try SettingsChoice(patients, options)
  print("\nThe default settings, in ten folds: accuracy \(try choice.evaluate(.init()))")

  let grid = try choice.searchGrid()
  print("\nGrid search: \(grid.size)\n\(try grid.bestSettings(5))")
  print("Accuracy by setting\n\(try grid.accuracyByValue())")
  try choice.write(grid)

  let found = try choice.searchWithTPE(seed: 1, storage: choice.storage, progress: .automatic)
  print("\nTPE with pruning: \(found.size)\n\(try found.bestSettings(1))")

  if let seeds = options.seeds {
    print("\(seeds) seeds\n\(try choice.compare(seeds: seeds, with: grid))")
  }

  let matrix = try test.evaluate { patients in
    try ConfusionMatrix(
      truth: patients.map(\.hasDiabetes),
      predicted: grid.predict(patients.map(\.measurements)))
  }
  print("The grid's best settings on the patients set aside, fitted to all others\n\(matrix)")
  print(String(format: "accuracy %.4f", matrix.accuracy))
}

do {
  try run(Options(CommandLine.arguments.dropFirst()))
} catch is CancellationError {
  // The search has printed how to resume. 130 is the exit status that shells expect after Ctrl-C.
  exit(130)
} catch {
  FileHandle.standardError.write(Data("error: \(error)\n".utf8))
  exit(1)
}
