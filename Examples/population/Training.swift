// The training that both searches share.

import Attune
import ExampleSupport

/// Trains a network for an epoch with the settings that a trial suggests, and returns its validation loss.
///
/// In a population the settings change from epoch to epoch; in a study they are those of the whole training.
@Sendable func trainEpoch(
  _ trial: Trial, _ network: inout Network?, seed: UInt64, on digits: Digits
) throws -> Double {
  let rate = try trial.suggest("rate", in: 1e-3...1, scale: .log)
  let weightDecay = try trial.suggest("weight decay", in: 1e-6...1e-2, scale: .log)
  let dropout = try trial.suggest("dropout", in: 0.0...0.6)

  var current =
    network
    ?? Network(
      inputs: Digits.pixelCount, widths: [64], outputs: Digits.classCount, activation: .relu,
      seed: seed)
  var generator = SplitMix64(seed: seed &+ 1)
  current.trainEpoch(
    on: digits.train, by: .momentum(rate: rate, momentum: 0.9), batchSize: 32,
    weightDecay: weightDecay, dropout: dropout, using: &generator)
  network = current
  let loss = current.loss(on: digits.validation)
  // A network that has diverged is the worst one, not a failure.
  return loss.isNaN ? .infinity : loss
}
