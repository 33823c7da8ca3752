import Attune
import AttuneEvaluation

/// Represents a network whose loss falls, and rises again when it is trained for too long.
private struct Network: Codable {
  private var epoch = 0.0

  mutating func trainEpoch(rate: Double) -> Double {
    epoch += 1
    let progress = epoch * rate
    return abs(rate - 0.02) + (progress - 1) * (progress - 1)
  }
}

/// The program of the guide to early stopping and pruning.
func runStoppingEarly() throws -> Study {
  // snippet: stopping early
  let study = try Study("digits", pruner: .median(), seed: 1)
  try study.optimize(trials: 50) { trial in
    let rate = try trial.suggest("rate", in: 1e-4...1e-1, scale: .log)
    var network = Network()
    var stopping = EarlyStopping(patience: 5, keeping: Network.self)
    for epoch in 0..<200 {
      let loss = network.trainEpoch(rate: rate)
      try trial.report(loss, step: epoch)
      if stopping.shouldStop(after: loss, network) { break }
      try trial.checkPruning()
    }
    return stopping.bestValue ?? .infinity
  }
  // snippet end
  return study
}

/// The same with checkpoints, for one trial: the number of epochs, and the best value.
func trainWithCheckpoints(_ trial: Trial, rate: Double) throws -> (epochs: Int, best: Double?) {
  // snippet: stopping early across interruptions
  struct Training: Codable {
    var network = Network()
    var stopping = EarlyStopping(patience: 5, keeping: Network.self)
  }

  var training = try trial.checkpoint() ?? Training()
  while !training.stopping.isStopped, training.stopping.epochCount < 200 {
    let loss = training.network.trainEpoch(rate: rate)
    try trial.report(loss, step: training.stopping.epochCount)
    _ = training.stopping.shouldStop(after: loss, training.network)
    try trial.saveCheckpoint(training)
  }
  // snippet end
  return (training.stopping.epochCount, training.stopping.bestValue)
}
