import Attune

private func trainEpoch(_ epoch: Int, rate: Double) -> Double {
  abs(rate - 0.02) + 1 / Double(epoch + 1)
}

/// Runs the study of the guide.
func runHyperband() throws -> Study {
  // snippet: hyperband
  let study = try Study(
    "network",
    pruner: .hyperband(
      minimumResource: 1, maximumResource: 81, reductionFactor: 3, bootstrapCount: 0))
  try study.optimize(trials: 200) { trial in
    let rate = try trial.suggest("rate", in: 1e-4...1e-1, scale: .log)
    var loss = Double.infinity
    for epoch in 1...81 {
      loss = trainEpoch(epoch, rate: rate)
      try trial.report(loss, step: epoch)
      try trial.checkPruning()
    }
    return loss
  }
  // snippet end
  return study
}
