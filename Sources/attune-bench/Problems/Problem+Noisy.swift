import Attune

extension Problem {
  /// A tilted bowl with noise of the same size as the differences to be found.
  static let noisyBowl = Problem(
    "noisy_bowl4", optimum: 0, at: .vector(bowlCenter), isMovable: true,
    noise: { CounterNoise.normal(UInt64($0)) }
  ) { trial in
    let weights = [1.0, 0.5, 2.0, 0.25]
    let z = zip(try trial.suggestVector(4, in: -3...3), bowlCenter).map { $0 - $1 }
    return zip(weights, z).reduce(0.8 * z[0] * z[1]) { $0 + $1.0 * $1.1 * $1.1 }
  }

  private static let bowlCenter = [0.8, -1.4, 0.3, 2.0]
}
