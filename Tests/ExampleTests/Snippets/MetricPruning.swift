import Attune

private func trainEpoch(_ epoch: Int, rate: Double, width: Int) -> (loss: Double, ms: Double) {
  (abs(rate - 0.02) + 1 / Double(width) + 1 / Double(epoch + 1), Double(width) / 8)
}

/// Runs the study of the guide.
func runDominancePruning() throws -> Study {
  // snippet: dominance pruning
  let study = try Study(
    "network", directions: [.minimize, .minimize],
    pruner: .dominated(by: ["loss": .minimize, "ms": .minimize], fraction: 0.3))
  try study.optimize(trials: 100) { trial in
    let rate = try trial.suggest("rate", in: 1e-4...1e-1, scale: .log)
    let width = try trial.suggest("width", in: 8...256, scale: .log)
    var scores = (loss: Double.infinity, ms: Double.infinity)
    for epoch in 0..<30 {
      scores = trainEpoch(epoch, rate: rate, width: width)
      try trial.report(scores.loss, step: epoch, metric: "loss")
      try trial.report(scores.ms, step: epoch, metric: "ms")
      try trial.checkPruning()
    }
    return [scores.loss, scores.ms]
  }
  // snippet end
  return study
}

/// Creates the study with a single metric of the guide.
func metricStudy() throws -> Study {
  // snippet: metric pruning
  let fast = try Study(
    "fast", directions: [.minimize, .minimize],
    pruner: .median(warmupSteps: 3).metric("ms", direction: .minimize))
  // snippet end
  return fast
}
