import Attune

/// Gradient descent on a parabola, one step per epoch.
private struct Training: Codable {
  var epoch = 0
  var x = 4.0

  mutating func runEpoch(rate: Double) -> Double {
    x -= rate * 2 * x
    epoch += 1
    return x * x
  }
}

/// The program of the guide to resuming within a trial.
func runWithCheckpoints(_ study: Study) throws {
  // snippet: checkpoint
  try study.optimize(trials: 20) { trial in
    let rate = try trial.suggest("rate", in: 0.01...0.5, scale: .log)
    var training = try trial.checkpoint() ?? Training()
    while training.epoch < 30 {
      let loss = training.runEpoch(rate: rate)
      try trial.report(loss, step: training.epoch)
      try trial.saveCheckpoint(training)
      try trial.checkPruning()
    }
    return training.x * training.x
  }
  // snippet end
}
