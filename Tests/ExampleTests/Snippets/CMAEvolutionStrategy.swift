import Attune

private func evaluate(rate: Double, momentum: Double, decay: Double) -> Double {
  abs(rate - 0.01) + abs(momentum - 0.9) + decay
}

// snippet: cma-es
func runCMAES() throws -> Study {
  let study = try Study("digits", sampler: .cmaES(restarts: .bipop), seed: 1)
  try study.optimize(trials: 500) { trial in
    try evaluate(
      rate: trial.suggest("rate", in: 1e-5...1e-1, scale: .log),
      momentum: trial.suggest("momentum", in: 0.5...0.999),
      decay: trial.suggest("decay", in: 1e-6...1e-2, scale: .log))
  }
  return study
}
// snippet end
