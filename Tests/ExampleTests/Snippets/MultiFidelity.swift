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

/// Runs the second study of the guide.
func runBOHB() throws -> Study {
  // snippet: bohb
  let study = try Study(
    "bohb", sampler: .bohb(), pruner: .hyperband(minimumResource: 1, maximumResource: 81))
  try study.optimize(trials: 100) { trial in
    let rate = try trial.suggest("rate", in: 1e-4...1e-1, scale: .log)
    var network = Network()
    while network.epoch < 81 {
      network.trainEpoch(rate: rate)
      try trial.report(network.loss, step: network.epoch)
      try trial.checkPruning()
    }
    return network.loss
  }
  // snippet end
  return study
}

/// Runs the third study of the guide.
func runBOHBWithBudgets() throws -> Study {
  let objective: (Trial) throws -> Double = { trial in
    let rate = try trial.suggest("rate", in: 1e-4...1e-1, scale: .log)
    var network = try trial.checkpoint(as: Network.self) ?? Network()
    while network.epoch < (try trial.budget) { network.trainEpoch(rate: rate) }
    try trial.saveCheckpoint(network)
    return network.loss
  }
  // snippet: bohb with budgets
  let study = try Study("bohb-budgets", sampler: .bohb(), pruner: .none)
  try study.optimize(trials: 100, budget: .hyperband(from: 1, to: 81, factor: 3), objective)
  // snippet end
  return study
}
