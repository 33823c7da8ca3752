import Attune

private func measure(width: Int, rate: Double) -> (error: Double, milliseconds: Double) {
  (1 / Double(width) + abs(rate - 0.01), Double(width) / 100)
}

private func simulate(_ angle: Double, _ thickness: Double) -> [Double] {
  [angle * angle + thickness, (angle - 1) * (angle - 1) + thickness, 1 / (thickness + 0.1)]
}

/// Runs the study of the guide.
func runNSGAII() throws -> Study {
  // snippet: nsga-ii
  let study = try Study(
    "network", directions: [.minimize, .minimize],
    sampler: .nsgaII(population: 40, crossover: .sbx), seed: 1)
  try study.optimize(trials: 400) { trial in
    let (error, milliseconds) = measure(
      width: try trial.suggest("width", in: 8...512, scale: .log),
      rate: try trial.suggest("rate", in: 1e-5...1e-1, scale: .log))
    return [error, milliseconds]
  }
  for trial in study.bestTrials { print(trial.values, trial.parameters) }
  // snippet end
  return study
}

/// Runs the study of the guide.
func runNSGAIII() throws -> Study {
  // snippet: nsga-iii
  let study = try Study(
    "wing", directions: [.minimize, .minimize, .minimize],
    sampler: .nsgaIII(population: 50, dividing: 6), seed: 1)
  try study.optimize(trials: 500) { trial in
    simulate(
      try trial.suggest("angle", in: -1.0...2.0), try trial.suggest("thickness", in: 0.0...1.0))
  }
  // snippet end
  return study
}
