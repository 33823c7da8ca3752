import Attune

private func evaluate(rate: Double, depth: Int) throws -> Double {
  abs(rate - 0.01) + Double(depth) / 10
}

/// Runs the study of the guide.
func runForestOptimization() throws -> Study {
  // snippet: forest-optimization
  let study = try Study("forest", sampler: .forest(), seed: 1)
  try study.optimize(trials: 60) { trial in
    try evaluate(
      rate: trial.suggest("rate", in: 1e-5...1e-1, scale: .log),
      depth: trial.suggest("depth", in: 2...12))
  }
  // snippet end
  return study
}
