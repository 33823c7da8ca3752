import Attune

/// Represents a model that gets better, slower and larger with its width.
private struct Model {
  let width: Int

  var loss: Double { 1 / Double(width) }
  var milliseconds: Double { Double(width) / 100 }
  var megabytes: Double { Double(width * width) / 1000 }
}

/// Optimizes two objectives with a constraint.
func runDirections() throws -> Study {
  // snippet: directions
  let study = try Study("speed", directions: [.minimize, .minimize])
  try study.optimize(trials: 100) { trial in
    let width = try trial.suggest("width", in: 8...512, scale: .log)
    let model = Model(width: width)
    try trial.setConstraint("memory", to: model.megabytes - 64)
    return [model.loss, model.milliseconds]
  }
  for trial in study.bestTrials { print(trial.values, trial.parameters) }
  // snippet end
  return study
}
