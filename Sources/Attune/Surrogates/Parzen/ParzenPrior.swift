/// The kernel of the prior along a dimension of a Parzen estimator.
enum ParzenPrior: Sendable {
  /// A normal density, truncated to the bounds, in the coordinates of the dimension.
  case normal(mean: Double, deviation: Double)
  /// Equal probabilities of all choices.
  case uniform(choiceCount: Int)
  /// The probabilities of the choices, which a user has given.
  case probabilities([Double])

  /// The distance of a mean from the bounds, in standard deviations, up to which the kernel can be
  /// evaluated without cancellation.
  private static let largestDistance = 30.0

  /// Creates the kernel of a user's prior, or of the default one: μ = (L + H) / 2 and σ = H − L
  /// along a numeric dimension, and equal probabilities of choices.
  ///
  /// The deviation is limited to H − L, as for all kernels: a wider one is as flat. A mean far
  /// outside the bounds is moved closer to them.
  init(_ prior: Prior?, along axis: ParzenAxis) {
    switch axis {
    case .numeric(let axis):
      let width = axis.high - axis.low
      guard let (mean, sd) = prior?.moments else {
        self = .normal(mean: axis.low + width / 2, deviation: width)
        return
      }
      let deviation = min(max(sd, 1e-12 * width), width)
      let reach = Self.largestDistance * deviation
      self = .normal(
        mean: min(max(mean, axis.low - reach), axis.high + reach), deviation: deviation)
    case .categorical(let choiceCount):
      if let probabilities = prior?.probabilities, probabilities.count == choiceCount {
        self = .probabilities(probabilities)
      } else {
        self = .uniform(choiceCount: choiceCount)
      }
    }
  }

  /// The mean; for choices −1, which is no choice.
  var mean: Double {
    if case .normal(let mean, _) = self { mean } else { -1 }
  }

  /// ln p of the most probable choice minus ln p of a choice: 0 without weights.
  func penalty(of choice: Double) -> Double {
    guard case .probabilities(let probabilities) = self, let highest = probabilities.max(),
      let index = Int(exactly: choice), probabilities.indices.contains(index)
    else { return 0 }
    return Math.log(highest) - Math.log(probabilities[index])
  }
}
