import Attune

private func trainEpoch(_ epoch: Int, rate: Double) -> Double {
  abs(rate - 0.02) + 1 / Double(epoch + 1)
}

/// Runs the study of the guide.
func runPatientPruning() throws -> Study {
  // snippet: patient pruning
  let study = try Study(
    "network", pruner: .patient(.median(startupTrials: 5), patience: 3, minimumDelta: 0.01))
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

/// Creates the study with bounds of the guide.
func boundedStudy() throws -> Study {
  // snippet: threshold pruning
  let bounded = try Study("bounded", pruner: .threshold(lower: 0, upper: 10, warmupSteps: 2))
  // snippet end
  return bounded
}
