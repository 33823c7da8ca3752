import Attune
import Foundation

// Noise as that of the seeds of real trainings.

extension Problem {
  /// A learning rate and a weight decay that compensate each other, and three other parameters.
  ///
  /// The noise is large compared with the differences near the optimum.
  static let noisyValley = Problem(
    "noisy_valley5", optimum: 0,
    at: [
      "rate": .float(pow(10, -2.7)), "decay": .float(pow(10, -4.2)), "x0": 0.3, "x1": 0.8,
      "x2": 0.55,
    ], isMovable: true,
    noise: { 0.4 * CounterNoise.normal(UInt64($0) + 100_000) }
  ) { trial in
    let u = log10(try trial.suggest("rate", in: 1e-5...0.1, scale: .log)) + 2.7
    let v = log10(try trial.suggest("decay", in: 1e-7...0.1, scale: .log)) + 4.2
    let z = zip(try trial.suggestVector(3, in: 0...1), [0.3, 0.8, 0.55]).map { $0 - $1 }
    let valley = 0.5 * square(u + 0.5 * v) + 0.05 * square(u - 0.5 * v)
    return valley + 4 * square(z[0]) + 2 * square(z[1]) + 6 * square(z[2]) + 3 * z[0] * z[2]
  }

  /// A surface that is flat far from the optimum, with noise; one training in twelve diverges.
  static let noisyTraining = Problem(
    "noisy_training6", optimum: 0.1, at: .vector(trainingCenter), isMovable: true,
    noise: { number in
      let hasDiverged = CounterNoise.bits(UInt64(number) + 300_000) % 12 == 0
      return 0.02 * CounterNoise.normal(UInt64(number) + 200_000) + (hasDiverged ? 0.5 : 0)
    }
  ) { trial in
    let z = zip(try trial.suggestVector(6, in: 0...1), trainingCenter).map { $0 - $1 }
    var cost = 4 * square(z[1] - z[2]) + 4 * square(z[3] + z[4])
    for (index, z) in z.enumerated() { cost += Double(index + 1) * square(z) }
    return 0.1 + cost / (cost + 1)
  }

  private static let trainingCenter = [0.35, 0.7, 0.2, 0.6, 0.85, 0.45]
}
