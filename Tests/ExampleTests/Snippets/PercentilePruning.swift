import Attune

private func trainEpoch(_ epoch: Int, rate: Double) -> Double {
  abs(rate - 0.02) + 1 / Double(epoch + 1)
}

/// Runs the study of the guide.
func runPercentilePruning() throws -> Study {
  // snippet: percentile pruning
  let study = try Study(
    "network",
    pruner: .percentile(25, startupTrials: 10, warmupSteps: 5, interval: 1, minimumTrials: 1))
  try study.optimize(trials: 100) { trial in
    let rate = try trial.suggest("rate", in: 1e-4...1e-1, scale: .log)
    var loss = Double.infinity
    for epoch in 0..<30 {
      loss = trainEpoch(epoch, rate: rate)
      try trial.report(loss, step: epoch)
      try trial.checkPruning()
    }
    return loss
  }
  // snippet end
  return study
}
