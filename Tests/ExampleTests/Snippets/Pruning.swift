import Attune

private func trainEpoch(_ epoch: Int, rate: Double, dropout: Double) -> Double {
  abs(rate - 0.02) + abs(dropout - 0.1) + 1 / Double(epoch + 1)
}

/// Runs the study of the guide.
func runPruning() throws -> Study {
  // snippet: pruning
  let study = try Study(
    "network", storage: "network.journal", pruner: .median(startupTrials: 10, warmupSteps: 3))
  try study.optimize(trials: 100) { trial in
    let rate = try trial.suggest("rate", in: 1e-4...1e-1, scale: .log)
    let dropout = try trial.suggest("dropout", in: 0.0...0.5)
    var best = Double.infinity
    for epoch in 0..<30 {
      let loss = trainEpoch(epoch, rate: rate, dropout: dropout)
      best = min(best, loss)
      try trial.report(loss, step: epoch)
      try trial.checkPruning()
    }
    return best
  }
  print(study.summary)
  // snippet end
  return study
}

// snippet: ceiling pruner
struct CeilingPruner: Pruner {
  let ceiling: Double

  func decision(about trial: TrialSnapshot, in context: PruningContext) -> PruningDecision {
    guard let value = trial.lastIntermediateValue?.value else { return false }
    return PruningDecision(value.isNaN || context.direction.isBetter(ceiling, than: value))
  }

  var summary: String { "CeilingPruner(\(ceiling))" }
}
// snippet end

/// Replays the study of the guide.
func replayPruning(_ study: Study) throws {
  // snippet: replaying pruning
  let replay = try PruningReplay(of: study.snapshot, with: .median(warmupSteps: 5))
  print(replay)
  print(replay.lostTrials)
  // snippet end
}
