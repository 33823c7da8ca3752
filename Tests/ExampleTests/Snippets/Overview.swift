// snippet: overview
import Attune

enum Activation: String, CaseIterable { case relu, tanh, logistic }

// snippet end

/// The first program of the README.
func runOverview() throws -> Study {
  // snippet: overview
  let study = try Study(
    "digits-mlp",
    direction: .minimize,  // the default, as are .tpe() and .median() below
    storage: .journal("digits-mlp.journal"),  // created, or resumed; in memory if omitted
    sampler: .tpe(), pruner: .median(),
    seed: 42)  // recorded with the study; random if omitted

  try study.optimize(trials: 100) { trial in
    let layers = try trial.suggest("layers", in: 1...3)
    let widths = try (0..<layers).map { try trial.suggest("width \($0)", in: 8...256, scale: .log) }
    let rate = try trial.suggest("rate", in: 1e-4...1e-1, scale: .log)
    let dropout = try trial.suggest("dropout", in: 0.0...0.5, step: 0.05)
    let activation = try trial.suggest("activation", from: Activation.allCases)

    var network = Network(widths, activation, dropout)
    for epoch in 1...30 {
      let loss = network.trainEpoch(rate: rate)
      try trial.report(loss, step: epoch)
      try trial.checkPruning()  // throws when the pruner prunes the trial
    }
    return network.validationLoss()
  }

  if let best = study.bestTrial { print(best) }
  // snippet end
  return study
}

/// Represents a network whose loss falls faster the nearer its parameters are to ideal values.
private struct Network {
  private var loss: Double
  private let floor: Double

  init(_ widths: [Int], _ activation: Activation, _ dropout: Double) {
    loss = activation == .relu ? 2 : 3
    floor = 0.1 * Double(widths.count) + abs(dropout - 0.2) + 1 / Double(widths[0])
  }

  mutating func trainEpoch(rate: Double) -> Double {
    loss = floor + (loss - floor) * (1 - 5 * rate)
    return loss
  }

  func validationLoss() -> Double { loss }
}
