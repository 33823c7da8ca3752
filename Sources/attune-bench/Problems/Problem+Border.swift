import Attune
import Foundation

// Optima at or near the border of the box, which therefore cannot be moved.

extension Problem {
  /// A bowl whose center is near a corner.
  static let border = Problem("border6", optimum: 0, at: .vector(cornerCenter)) { trial in
    let z = zip(try trial.suggestVector(6, in: 0...1), cornerCenter).map { $0 - $1 }
    var sum = 3 * square(z[0] + z[2] - z[1]) + 2 * square(z[3] + z[4])
    for (index, z) in z.enumerated() { sum += 0.5 * Double(index + 1) * square(z) }
    return sum
  }

  private static let cornerCenter = [0.02, 0.98, 0.03, 0.97, 0.01, 0.99]

  /// Hyperparameters of all kinds, most of which are best at a bound: the largest model, trained
  /// longest, without regularization.
  static let borderMixed = Problem(
    "border_mixed8", optimum: 0,
    at: [
      "depth": 16, "rounds": 5000, "rate": 0.01, "dropout": 0, "leaf": 1, "fraction": 1,
      "penalty": 1e-8, "loss": "log",
    ]
  ) { trial in
    let depth = Double(16 - (try trial.suggest("depth", in: 1...16)))
    let rounds = Double(try trial.suggest("rounds", in: 10...5000, scale: .log))
    let rate = try trial.suggest("rate", in: 1e-4...1, scale: .log)
    let dropout = try trial.suggest("dropout", in: 0.0...0.5)
    let leaf = log2(Double(try trial.suggest("leaf", in: 1...64, scale: .log)))
    let fraction = 1 - (try trial.suggest("fraction", in: 0.1...1, step: 0.05))
    let penalty = log10(try trial.suggest("penalty", in: 1e-8...10, scale: .log)) + 8
    let loss = try trial.suggest("loss", from: ["log": 0.0, "hinge": 0.05, "exponential": 0.1])
    let capacity = 0.2 * square(log10(rate * rounds / 50)) + 0.1 * log10(5000 / rounds)
    let size = 0.001 * square(depth) + 0.3 * dropout + 0.02 * leaf
    return loss + capacity + size + 0.2 * square(fraction) + 0.003 * square(penalty)
  }
}
