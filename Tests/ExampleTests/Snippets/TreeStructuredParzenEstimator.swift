import Attune

private func evaluate<Choice>(layers: Int, rate: Double, activation: Choice) throws -> Double {
  abs(rate - 0.01) + Double(layers) / 10
}

/// Runs the study of the guide.
func runTPEStudy() throws -> Study {
  // snippet: tree-structured Parzen estimator
  enum Activation: String, CaseIterable { case relu, tanh, logistic }

  func runTPE() throws -> Study {
    let study = try Study("digits", sampler: .tpe(startupTrials: 20, candidates: 24), seed: 1)
    try study.optimize(trials: 100) { trial in
      try evaluate(
        layers: trial.suggest("layers", in: 1...4),
        rate: trial.suggest("rate", in: 1e-5...1e-1, scale: .log),
        activation: trial.suggest("activation", from: Activation.self))
    }
    return study
  }
  // snippet end
  return try runTPE()
}
