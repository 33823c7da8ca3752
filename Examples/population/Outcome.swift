// The results of the two searches.

import Attune
import ExampleSupport
import Foundation

/// The network that a search has chosen by its validation loss, and the effort.
struct Outcome {
  /// The lowest validation loss.
  let validationLoss: Double
  /// The loss on the test images.
  let testLoss: Double
  /// The fraction of the test images that are classified correctly.
  let testAccuracy: Double
  /// The number of epochs of all networks.
  let epochs: Int

  /// Tests the chosen network.
  init(_ network: Network, validationLoss: Double, epochs: Int, on digits: Digits) {
    self.validationLoss = validationLoss
    self.epochs = epochs
    testLoss = network.loss(on: digits.test)
    testAccuracy = network.accuracy(on: digits.test)
  }

  /// The values as columns.
  var text: String {
    String(
      format: "%6d  %15.4f  %9.4f  %13.4f", epochs, validationLoss, testLoss, testAccuracy)
  }

  /// The heading of the columns.
  static let heading = "epochs  validation loss  test loss  test accuracy"
}

/// Trains a population of networks.
///
/// - Parameter storage: A journal, so that the training can be resumed.
func trainPopulation(
  _ options: Options, seed: UInt64, storage: some Storage, on digits: Digits
) throws -> (Population, StopReason) {
  let population = try Population(
    "digits-population", of: options.members, storage: storage, seed: seed)
  let reason = try population.train(
    slices: options.slices, parallelism: .workers(options.parallelism)
  ) { trial, network in
    try trainEpoch(trial, &network, seed: try trial.member.seed, on: digits)
  }
  return (population, reason)
}

extension Population {
  /// The best network of the population, of any slice.
  func outcome(on digits: Digits) throws -> Outcome? {
    guard let best, let loss = best.value, let network = try bestState(as: Network.self) else {
      return nil
    }
    return Outcome(network, validationLoss: loss, epochs: study.trials.count, on: digits)
  }
}

/// Searches for constant settings with the same number of epochs: TPE and the median pruner.
///
/// The best epoch of the best trial counts, as the best slice of a population does.
func searchConstants(_ options: Options, seed: UInt64, on digits: Digits) throws -> Outcome? {
  let epochs = options.members * options.slices
  var best: (loss: Double, network: Network)?
  func train(_ trial: Trial) throws -> Double {
    var network: Network?
    var lowest = Double.infinity
    for epoch in 1...options.slices {
      let loss = try trainEpoch(
        trial, &network, seed: UInt64(trial.number * options.slices + epoch), on: digits)
      lowest = min(lowest, loss)
      if let network, loss < best?.loss ?? .infinity { best = (loss, network) }
      try trial.report(loss, step: epoch)
      try trial.checkPruning()
    }
    return lowest
  }
  let study = try Study("digits-constant", sampler: .tpe(), pruner: .median(), seed: seed)
  func used(_ history: TrialHistory) -> Int {
    history.reduce(0) { $0 + $1.intermediateValues.count }
  }
  try study.optimize(until: .when { $0.reduce(0) { $0 + $1.intermediateValues.count } >= epochs }) {
    try train($0)
  }
  return best.map {
    Outcome($0.network, validationLoss: $0.loss, epochs: used(study.trials), on: digits)
  }
}
