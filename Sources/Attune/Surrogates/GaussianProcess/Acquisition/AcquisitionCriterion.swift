/// The value of evaluating a point, as a function of the posterior mean and standard deviation there;
/// larger is better.
enum AcquisitionCriterion: Sendable, Hashable {
  /// The posterior mean.
  case mean

  /// The posterior standard deviation.
  case deviation

  /// The upper confidence bound μ + κ σ.
  ///
  /// - Note: N. Srinivas, A. Krause, S. M. Kakade and M. Seeger, "Gaussian Process Optimization in
  ///   the Bandit Setting", ICML 2010, arXiv 0912.3995, eq. 6.
  case upperConfidenceBound(Double)

  /// The logarithm of the expected improvement over a score; see ``ImprovementDensity``.
  case logExpectedImprovement(over: Double)

  /// The logarithm of the probability of more than a score, ln Φ((μ − score) / σ): of an improvement,
  /// or of feasibility.
  ///
  /// - Note: H. J. Kushner, "A New Method of Locating the Maximum Point of an Arbitrary Multipeak
  ///   Curve in the Presence of Noise", J. Basic Eng. 86(1), 1964, doi:10.1115/1.3653121; of
  ///   feasibility, J. R. Gardner et al., "Bayesian Optimization with Inequality Constraints", ICML
  ///   2014.
  case logProbability(above: Double)

  /// A value and its derivatives by the mean and by the standard deviation.
  struct Value: Sendable, Hashable {
    var value: Double
    var byMean: Double
    var byDeviation: Double
  }

  /// The value at a posterior with a positive standard deviation, with derivatives.
  func callAsFunction(mean: Double, deviation: Double) -> Value {
    switch self {
    case .mean:
      return Value(value: mean, byMean: 1, byDeviation: 0)
    case .deviation:
      return Value(value: deviation, byMean: 0, byDeviation: 1)
    case .upperConfidenceBound(let factor):
      return Value(value: mean + factor * deviation, byMean: 1, byDeviation: factor)
    case .logExpectedImprovement(let best):
      let density = ImprovementDensity((mean - best) / deviation)
      return Value(
        value: density.logarithm + Math.log(deviation), byMean: density.slope / deviation,
        byDeviation: density.complement / deviation)
    case .logProbability(let threshold):
      let z = (mean - threshold) / deviation
      let value = NormalDistribution.logCumulative(z)
      // φ / Φ, the derivative of ln Φ.
      let slope =
        z <= 0
        ? Self.rootTwoOverPi / Math.erfcx(-z * 0.5.squareRoot())
        : Math.exp(-0.5 * z * z - NormalDistribution.logRootTwoPi - value)
      return Value(value: value, byMean: slope / deviation, byDeviation: -slope * z / deviation)
    }
  }

  /// The constant √(2 / π).
  private static let rootTwoOverPi = 0.797_884_560_802_865_355_88

  /// Added to variances, so that standard deviations and their logarithms are finite.
  static let minimumVariance = 1e-12
}
