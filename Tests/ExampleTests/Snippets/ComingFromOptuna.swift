// snippet: minimal study
import Attune

// snippet end

private func objective(_ trial: Trial) throws -> Double {
  let x = try trial.suggest("x", in: -10.0...10.0)
  return (x - 2) * (x - 2)
}

private func trainEpoch(_ epoch: Int, rate: Double) -> Double {
  abs(rate - 0.02) + 1 / Double(epoch + 1)
}

private func measure(width: Int) -> (error: Double, latency: Double) {
  (1 / Double(width), Double(width) / 100)
}

private func evaluate(_ x: Double) throws -> Double { x * x }

/// A placeholder for a model whose size depends on its width.
private struct Network {
  let width: Int

  var megabytes: Double { Double(width * width) / 1000 }
  var loss: Double { 1 / Double(width) }
}

/// A placeholder for a trained model.
private struct TrainedModel {
  let loss: Double
  let epochs = 10

  var weights: [UInt8] { [1, 2, 3] }
}

private func train(rate: Double) -> TrainedModel { TrainedModel(loss: abs(rate - 0.02)) }

private struct DataMissing: Error {}

/// The minimal study.
func runMinimalStudy() throws -> Study {
  // snippet: minimal study
  let study = try Study()
  try study.optimize(trials: 100) { trial in
    let x = try trial.suggest("x", in: -10.0...10.0)
    return (x - 2) * (x - 2)
  }
  if let parameters = study.bestParameters, let value = study.bestValue { print(parameters, value) }
  // snippet end
  return study
}

/// The study that is resumed.
func runResumedStudy() throws -> Study {
  // snippet: resumed study
  let study = try Study("parabola", storage: "parabola.journal")
  try study.optimize(trials: 100, objective)
  // snippet end
  return study
}

/// The conditional space.
func runConditionalStudy() throws -> Study {
  func accuracy(of model: Model) throws -> Double {
    switch model {
    case .svm(let cost): 1 / (1 + abs(cost - 1))
    case .forest(let depth): Double(depth) / 40
    }
  }
  // snippet: conditional study
  enum Kind: CaseIterable { case svm, forest }

  enum Model {
    case svm(cost: Double)
    case forest(depth: Int)
  }

  func model(_ trial: Trial) throws -> Model {
    switch try trial.suggest("kind", from: Kind.self) {
    case .svm: .svm(cost: try trial.suggest("cost", in: 1e-3...1e3, scale: .log))
    case .forest: .forest(depth: try trial.suggest("depth", in: 2...32))
    }
  }

  func runConditional() throws -> Study {
    let study = try Study(direction: .maximize)
    try study.optimize(trials: 100) { trial in try accuracy(of: model(trial)) }
    return study
  }
  // snippet end
  return try runConditional()
}

/// The study with a pruner.
func runPrunedStudy() throws -> Study {
  // snippet: pruned study
  let study = try Study(pruner: .median(warmupSteps: 5))
  try study.optimize(trials: 100) { trial in
    let rate = try trial.suggest("rate", in: 1e-4...1e-1, scale: .log)
    var loss = Double.infinity
    for epoch in 0..<30 {
      loss = trainEpoch(epoch, rate: rate)
      try trial.report(loss, step: epoch)
      try trial.checkPruning()
    }
    return loss
  }
  // snippet end
  return study
}

/// The study with two objectives.
func runNamedObjectives() throws -> Study {
  // snippet: named objectives
  let study = try Study(directions: [.minimize, .minimize])
  try study.setObjectiveNames(["error", "latency"])
  try study.optimize(trials: 200) { trial in
    let (error, latency) = measure(width: try trial.suggest("width", in: 8...512, scale: .log))
    return [error, latency]
  }
  for trial in study.bestTrials { print(trial.values, trial.parameters) }
  // snippet end
  return study
}

/// The objective with a constraint.
func runConstrained(_ study: Study) throws {
  // snippet: constrained objective
  func smallNetwork(_ trial: Trial) throws -> Double {
    let network = Network(width: try trial.suggest("width", in: 8...512))
    try trial.setConstraint("memory", to: network.megabytes - 64)
    return network.loss
  }
  // snippet end
  try study.optimize(trials: 20, smallNetwork)
}

/// A loop of `ask` and `tell`.
func runAskAndTell() throws -> Study {
  // snippet: ask and tell
  let study = try Study()
  for _ in 0..<20 {
    let trial = try study.ask()
    let x = try trial.suggest("x", in: -10.0...10.0)
    try study.tell(trial, (x - 2) * (x - 2))
  }
  // snippet end
  return study
}

/// A trial with known values.
func enqueueKnown(_ study: Study) throws {
  // snippet: known value
  try study.enqueue(["rate": 0.01, "layers": 2], skipIfExists: true)
  // snippet end
}

/// A study that runs on four threads.
func runFourThreads(_ study: Study) throws {
  // snippet: four threads
  try study.optimize(trials: 100, parallelism: 4) { trial in
    try evaluate(trial.suggest("x", in: -5.0...5.0))
  }
  // snippet end
}

/// A callback that stops the run.
func runWithCallback(_ study: Study) throws {
  // snippet: callback
  try study.optimize(
    trials: 1000, timeLimit: .seconds(600),
    onTrialEnd: { study, trial in
      print(trial.number, trial.value ?? .nan)
      if let value = trial.value, value < 0.01 { study.stop() }
    }, objective)
  // snippet end
}

/// Stop rules.
func runWithRules(_ study: Study) throws {
  // snippet: rules
  try study.optimize(until: .any(.target(0.01), .noImprovement(trials: 50)), objective)
  try study.optimize(until: .trials(100, states: [.complete]), objective)
  try study.optimize(until: .when { history in history.count(of: .failed) > 20 }, objective)
  // snippet end
}

/// Errors that end a run.
func runAborting(_ study: Study) throws {
  // snippet: aborting
  try study.optimize(trials: 100, abortOn: [DataMissing.self], objective)
  // snippet end
}

/// User attributes.
func runWithAttributes(_ study: Study) throws {
  // snippet: user attributes
  try study.setUserAttribute("dataset", to: "digits")
  try study.optimize(trials: 20) { trial in
    let model = train(rate: try trial.suggest("rate", in: 1e-4...1e-1, scale: .log))
    try trial.setUserAttribute("epochs", to: model.epochs)
    return model.loss
  }
  if let epochs = study.bestTrial?.userAttributes["epochs"]?.intValue { print(epochs) }
  // snippet end
}

/// Artifacts.
func runWithArtifacts() throws -> Study {
  // snippet: artifacts
  let study = try Study("digits", storage: "digits.journal")
  try study.optimize(trials: 20) { trial in
    let model = train(rate: try trial.suggest("rate", in: 1e-4...1e-1, scale: .log))
    try trial.saveArtifact(named: "weights.bin", model.weights)
    return model.loss
  }
  // snippet end
  return study
}
