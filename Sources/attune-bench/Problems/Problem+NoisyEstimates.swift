import Attune
import Foundation

// Noise for measuring recommendations. No other optimizer was run on these problems.

extension Problem {
  /// The problems that only the command for noise uses.
  static let forEstimates = [noisyChoices, noisyTails]

  /// Three models with their own parameters, of which the best two differ by less than the noise.
  static let noisyChoices = Problem(
    "noisy_choices", optimum: 0.2,
    at: ["model": "network", "rate": .float(pow(10, -2.5)), "layers": 3],
    noise: { 0.05 * CounterNoise.normal(UInt64($0) + 500_000) }
  ) { trial in
    switch try trial.suggest("model", from: ["linear", "tree", "network"]) {
    case "linear":
      return 0.3 + 0.02 * square(log10(try trial.suggest("cost", in: 1e-3...1e3, scale: .log)))
    case "tree":
      return 0.22 + 0.004 * square(Double(try trial.suggest("depth", in: 1...16)) - 6)
    default:
      let rate = log10(try trial.suggest("rate", in: 1e-5...1, scale: .log)) + 2.5
      let layers = Double(try trial.suggest("layers", in: 1...6)) - 3
      return 0.2 + 0.05 * square(rate) + 0.03 * square(layers)
    }
  }

  /// A bowl with noise of Student's distribution with three degrees of freedom, whose tails are heavy.
  static let noisyTails = Problem(
    "noisy_tails3", optimum: 0, at: .vector(tailsCenter), isMovable: true,
    noise: { number in
      let counter = UInt64(number) * 4 + 600_000
      let squares = (1...3).reduce(0) { $0 + square(CounterNoise.normal(counter + UInt64($1))) }
      return 0.15 * CounterNoise.normal(counter) / sqrt(squares / 3)
    }
  ) { trial in
    let z = zip(try trial.suggestVector(3, in: -1...1), tailsCenter).map { $0 - $1 }
    return square(z[0]) + 0.5 * square(z[1]) + square(z[2]) + 0.5 * z[0] * z[2]
  }

  private static let tailsCenter = [0.3, -0.5, 0.1]
}
