import Attune

private func trainEpoch(_ epoch: Int, rate: Double) -> Double {
  abs(rate - 0.02) + 1 / Double(epoch + 1)
}

/// Runs the study of the guide.
func runSuccessiveHalvingPruning() throws -> Study {
  // snippet: successive halving
  let study = try Study(
    "network",
    pruner: .successiveHalving(
      minimumResource: 1, reductionFactor: 3, minimumEarlyStoppingRate: 0, bootstrapCount: 0))
  try study.optimize(trials: 100) { trial in
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
