import Attune

private func evaluate<Choice>(layers: Int, rate: Double, activation: Choice) throws -> Double {
  abs(rate - 0.01) + Double(layers) / 10
}

/// Compares two samplers.
func compareSamplers() throws -> (Study, Study) {
  // snippet: choosing a sampler
  enum Activation: String, CaseIterable { case relu, tanh, logistic }

  func runWithSampler(_ sampler: some Sampler) throws -> Study {
    let study = try Study("sampler", sampler: sampler, seed: 1)
    try study.optimize(trials: 100) { trial in
      try evaluate(
        layers: trial.suggest("layers", in: 1...4),
        rate: trial.suggest("rate", in: 1e-5...1e-1, scale: .log),
        activation: trial.suggest("activation", from: Activation.self))
    }
    return study
  }

  let learned = try runWithSampler(.tpe(startupTrials: 20))
  let baseline = try runWithSampler(.random)
  if let a = learned.bestValue, let b = baseline.bestValue { print("TPE \(a), random \(b)") }
  // snippet end
  return (learned, baseline)
}
