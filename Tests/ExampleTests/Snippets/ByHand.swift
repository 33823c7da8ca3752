import Attune

/// Represents a model that an objective trains.
private struct TrainedNetwork {
  let loss: Double

  func save() { print("saved a network with loss \(loss)") }
}

private func train(_ trial: Trial) throws -> TrainedNetwork {
  let rate = try trial.suggest("rate", in: 1e-4...1e-1, scale: .log)
  let layers = try trial.suggest("layers", in: 1...3)
  let activation = try trial.suggest("activation", from: Activation.allCases)
  return TrainedNetwork(
    loss: abs(rate - 0.02) + Double(layers) / 10 + (activation == .relu ? 0 : 1))
}

/// Uses ask, tell and enqueue, and runs the objective with the best values.
func runByHand(_ study: Study) throws {
  // snippet: by hand
  let trial = try study.ask()
  try study.tell(trial, train(trial).loss)  // or .pruned, or .failed(reason: "no data")

  try study.enqueue(["rate": 0.01, "layers": 2, "activation": "relu"], skipIfExists: true)
  try study.optimize(trials: 50) { trial in try train(trial).loss }

  if let best = study.bestTrial { try train(FixedTrial(best).trial).save() }
  // snippet end
}
