// Tunes a small neural network on real handwritten digits, in a study that can be resumed.
//
//   swift run -c release quickstart [--trials N] [--seed S] [--storage ADDRESS] [--parallelism K]
//
// Every trial trains a network on one part of the images; the objective is its loss on another
// part. The test images are used once, at the end, to test the best network.

import Attune
import AttuneDatabases
import ExampleSupport
import Foundation

/// Trains the network that a trial describes, reporting its validation loss after every epoch.
@Sendable func train(_ trial: Trial, on digits: Digits) throws -> Network {
  let layers = try trial.suggest("layers", in: 1...3)
  let widths = try (0..<layers).map {
    try trial.suggest("width \($0)", in: 16...128, scale: .log)
  }
  let activation = try trial.suggest("activation", from: Activation.allCases)
  let rate = try trial.suggest("rate", in: 1e-3...1, scale: .log)
  let weightDecay = try trial.suggest("weight decay", in: 1e-6...1e-2, scale: .log)
  let batchSize = try trial.suggest("batch size", from: [16, 32, 64])

  // All trials have the same initial weights and shuffles, so that only the parameters differ.
  var network = Network(
    inputs: Digits.pixelCount, widths: widths, outputs: Digits.classCount, activation: activation,
    seed: 1)
  var generator = SplitMix64(seed: 2)
  for epoch in 1...30 {
    network.trainEpoch(
      on: digits.train, by: .momentum(rate: rate, momentum: 0.9), batchSize: batchSize,
      weightDecay: weightDecay, using: &generator)
    try trial.report(validationLoss(of: network, digits), step: epoch)
    try trial.checkPruning()
  }
  return network
}

/// The loss on the validation images; infinite for a network that has diverged.
@Sendable func validationLoss(of network: Network, _ digits: Digits) -> Double {
  let loss = network.loss(on: digits.validation)
  return loss.isNaN ? .infinity : loss
}

/// Prints trials as a table.
func printTable(of trials: [TrialSnapshot]) {
  print("\ntrial  validation loss  epochs  parameters")
  for trial in trials {
    let loss = String(format: "%15.4f", trial.value ?? .nan)
    let parameters = trial.parameters.map { parameter in
      let value = parameter.value
      let text = value.stringValue ?? value.intValue.map { "\($0)" }
      return "\(parameter.name) \(text ?? String(format: "%.2g", value.doubleValue ?? .nan))"
    }
    print(
      String(format: "%5d", trial.number), loss,
      String(format: "%6d", trial.intermediateValues.count),
      "", parameters.joined(separator: ", "), separator: "  ")
  }
}

do {
  let options = try Options(CommandLine.arguments.dropFirst())
  let digits = try Digits()
  let storage = try AnyStorage.at(options.storage)
  let study = try Study(
    "digits-mlp", storage: storage, sampler: .tpe(), pruner: .median(),
    seed: options.seed)

  let finished = study.trials.finishedCount
  if finished > 0 { print("Resuming \(storage.displayName ?? ""), finished trials: \(finished).") }

  // With one worker the same seed gives the same trials; several workers are faster.
  let reason =
    if options.parallelism == 1 {
      try study.optimize(trials: options.trials, progress: .automatic) { trial in
        validationLoss(of: try train(trial, on: digits), digits)
      }
    } else {
      try study.optimize(
        trials: options.trials, parallelism: .workers(options.parallelism), progress: .automatic
      ) { trial in
        validationLoss(of: try train(trial, on: digits), digits)
      }
    }

  // 130 is the exit status that shells expect after Ctrl-C; `quickstart && next` stops.
  if reason == .interrupted { exit(130) }

  if let best = study.bestTrial {
    let complete = study.trials.filter { $0.state == .complete }
    printTable(
      of: Array(
        complete.sorted { ($0.value ?? 0, $0.number) < ($1.value ?? 0, $1.number) }.prefix(5))
    )
    let network = try train(FixedTrial(best).trial, on: digits)
    let accuracy = network.accuracy(on: digits.test)
    print(String(format: "\nTest accuracy of trial %d: %.4f", best.number, accuracy))
    print("See the study with: optuna-dashboard \(storage.displayName ?? "")")
  }
} catch {
  FileHandle.standardError.write(Data("error: \(error)\n".utf8))
  exit(1)
}
