import Attune
import Foundation

// Synthetic functions that resemble the response surfaces of real hyperparameters.

extension Problem {
  /// Two hyperparameters on logarithmic scales, with a second, worse minimum.
  static let supportVectorMachine = Problem(
    "svm_like", optimum: 0.056438910215,
    at: ["C": 127.2059762706, "gamma": 0.005901150991891], isMovable: true
  ) { trial in
    let u = log10(try trial.suggest("C", in: 1e-4...1e4, scale: .log))
    let v = log10(try trial.suggest("gamma", in: 1e-6...1e2, scale: .log))
    func valley(_ a: Double, _ b: Double) -> Double { exp(-0.5 * (a * a + b * b)) }
    let first = valley((u + 0.8 * v - 0.3) / 0.9, (v + 2.2) / 1.3)
    let second = valley((u - 3.2) / 0.8, (v + 4.6) / 0.7)
    let ramp = 1 / (1 + exp(-3 * (v - 0.5)))
    let ripple = 0.004 * sin(5 * u) * sin(5 * v)
    return 0.42 - 0.36 * first - 0.20 * second + 0.08 * ramp + ripple
  }

  /// A network whose optimizer and depth determine which other parameters exist.
  static let network = Problem(
    "mixed_net", optimum: 0.05,
    at: [
      "optimizer": "adam", "lr": .float(pow(10, -2.9)), "beta1": 0.9, "eps": 1e-7, "n_layers": 2,
      "units_0": 256, "units_1": 128, "activation": "gelu", "weight_decay": .float(pow(10, -4.8)),
      "dropout": 0.2,
    ]
  ) { trial in
    let training = try trainingCost(of: trial)
    let layers = try trial.suggest("n_layers", in: 1...3)
    let widths = try (0..<layers).map {
      log2(Double(try trial.suggest("units_\($0)", in: 8...512, scale: .log)))
    }
    var capacity = 0.0012 * square(widths.reduce(0, +) - 15) + [0.020, 0, 0.004][layers - 1]
    for (width, next) in zip(widths, widths.dropFirst()) {
      capacity += 0.002 * square(width - next - 1)
    }
    let activation = try trial.suggest(
      "activation", from: ["sigmoid": 0.035, "tanh": 0.012, "relu": 0.006, "gelu": 0.0])
    let decay = log10(try trial.suggest("weight_decay", in: 1e-8...1e-1, scale: .log))
    let dropout = try trial.suggest("dropout", in: 0.0...0.5, step: 0.05)
    let regularization = 0.004 * square(decay + 4 + 4 * dropout) + 0.15 * square(dropout - 0.2)
    return training + capacity + activation * Double(layers) + regularization
  }

  /// The loss due to the optimizer and its parameters.
  private static func trainingCost(of trial: ProblemTrial) throws -> Double {
    let optimizer = try trial.suggest("optimizer", from: ["sgd", "adam", "rmsprop"])
    let rate = log10(try trial.suggest("lr", in: 1e-5...1, scale: .log))
    let base: Double
    let cost: Double
    switch optimizer {
    case "sgd":
      let momentum = try trial.suggest("momentum", in: 0.0...0.99)
      let isNesterov = try trial.suggest("nesterov", from: ["no": false, "yes": true])
      base = isNesterov ? 0.060 - 0.005 : 0.060
      cost = 0.30 * square(rate - log10(1 - momentum) + 0.8) + 0.05 * square(momentum - 0.9)
    case "adam":
      let beta = try trial.suggest("beta1", in: 0.5...0.999)
      let epsilon = log10(try trial.suggest("eps", in: 1e-10...1e-2, scale: .log))
      base = 0.050
      cost = 0.36 * square(rate + 2.9) + 0.45 * square(beta - 0.9) + 0.002 * square(epsilon + 7)
    default:
      let alpha = try trial.suggest("alpha", in: 0.5...0.999)
      base = 0.052
      cost = 0.36 * square(rate + 3.2) + 0.90 * square(alpha - 0.95)
    }
    return base + 0.5 * cost / (cost + 0.5)
  }
}
