import Attune

private func solve(_ instance: Int, rate: Double) -> Double { Double(instance) + abs(rate - 0.1) }

/// Runs the study of the guide.
func runWilcoxonPruning() throws -> Study {
  // snippet: Wilcoxon pruning
  let study = try Study("solver", pruner: .wilcoxon(threshold: 0.1, startupSteps: 2))
  try study.optimize(trials: 100) { trial in
    let rate = try trial.suggest("rate", in: 1e-4...1.0, scale: .log)
    var sum = 0.0
    for instance in 0..<20 {
      let value = solve(instance, rate: rate)
      sum += value
      try trial.report(value, step: instance)
      try trial.checkPruning()
    }
    return sum / 20
  }
  // snippet end
  return study
}
