// snippet: parabola
import Attune

// snippet end

/// The first program of the guide to getting started.
func runParabola() throws -> Study {
  // snippet: parabola
  let study = try Study("parabola", seed: 1)
  try study.optimize(trials: 50) { trial in
    let x = try trial.suggest("x", in: -5.0...5.0)
    return (x - 2) * (x - 2)
  }
  if let best = study.bestTrial { print(best) }
  // snippet end
  return study
}
