import Attune

private struct Network: Codable {
  var epoch = 0
  var loss = 1.0

  mutating func trainEpoch(rate: Double) {
    epoch += 1
    loss = (rate - 0.02) * (rate - 0.02) + 1 / Double(epoch)
  }
}

/// Runs the first study of the guide.
func runWithBudgets() throws -> Study {
  // snippet: budgets
  let study = try Study("network", pruner: .none)
  try study.optimize(trials: 50, budget: .halving(from: 1, to: 81, factor: 3)) { trial in
    let rate = try trial.suggest("rate", in: 1e-4...1e-1, scale: .log)
    var network = try trial.checkpoint(as: Network.self) ?? Network()
    while network.epoch < (try trial.budget) { network.trainEpoch(rate: rate) }
    try trial.saveCheckpoint(network)
    return network.loss
  }
  if let best = study.bestTrial { print(best) }
  // snippet end
  return study
}
