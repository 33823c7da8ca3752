import Attune

private func measure(
  width: Int, layers: Int
) -> (error: Double, milliseconds: Double, megabytes: Double) {
  let units = Double(width * layers)
  return (1 / units, units / 100, units / 20)
}

/// Runs the study of the guide.
func runSeveralObjectives() throws -> Study {
  // snippet: several objectives
  let study = try Study(
    "speed", directions: [.minimize, .minimize], storage: .journal("speed.journal"), seed: 1)
  try study.setObjectiveNames(["error", "milliseconds"])
  try study.optimize(trials: 200) { trial in
    let (error, milliseconds, megabytes) = measure(
      width: try trial.suggest("width", in: 8...512, scale: .log),
      layers: try trial.suggest("layers", in: 1...6))
    try trial.setConstraint("memory", to: megabytes - 64)
    return [error, milliseconds]
  }
  for trial in study.bestTrials { print(trial.values, trial.parameters) }

  let fast = study.bestTrials.filter { $0.values[1] <= 10 }
  if let choice = fast.min(by: { $0.values[0] < $1.values[0] }) { print("take", choice) }
  // snippet end
  return study
}
