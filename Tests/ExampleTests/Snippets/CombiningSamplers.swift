import Attune

private func evaluate(rate: Double, depth: Int) throws -> Double {
  abs(rate - 0.01) + Double(depth) / 10
}

/// Opens the study of the guide.
func openWithFixedParameters() throws -> Study {
  // snippet: fixed parameters
  let study = try Study(
    "network", storage: "network.journal",
    sampler: .fixing(["optimizer": "adam", "layers": 2], then: .tpe()))
  // snippet end
  return study
}

/// Runs the study of the guide.
func runWithFallback() throws -> Study {
  // snippet: fallback
  let sampler = FallbackSampler(from: .grid(["depth": [2, 4, 8]]), to: .tpe())
  let study = try Study("trees", sampler: sampler)
  try study.optimize(until: .exhausted(sampler)) { trial in
    try evaluate(
      rate: trial.suggest("rate", in: 1e-5...1e-1, scale: .log),
      depth: trial.suggest("depth", in: 2...12))
  }
  // snippet end
  return study
}

/// The grids of the guide to grid search.
func listOfGrids() -> GridSampler {
  // snippet: list of grids
  let grids = GridSampler([
    ["kernel": ["linear"], "C": [1, 10, 100]],
    ["kernel": ["rbf"], "C": [1, 10, 100], "gamma": [0.001, 0.01]],
  ])
  // snippet end
  return grids
}
