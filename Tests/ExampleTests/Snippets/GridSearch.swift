import Attune

private func evaluate<Choice>(rate: Double, activation: Choice) throws -> Double {
  abs(rate - 0.01)
}

/// Runs the study of the guide.
func runGridSearch() throws -> Study {
  // snippet: grid search
  enum Activation: String, CaseIterable { case relu, tanh }

  func runGrid() throws -> Study {
    let grid = GridSampler(["rate": [0.001, 0.01, 0.1], "activation": ["relu", "tanh"]])
    let study = try Study("grid", storage: "grid.journal", sampler: grid)
    try study.optimize(until: .exhausted(grid)) { trial in
      try evaluate(
        rate: trial.suggest("rate", in: 1e-4...1, scale: .log),
        activation: trial.suggest("activation", from: Activation.self))
    }
    return study
  }
  // snippet end
  return try runGrid()
}
