/// The prior distribution of the hyperparameters of a Gaussian process, which is Optuna's: −0.1 (1/β + β)
/// for each coordinate, a ~ Gamma(2, 1), σ² ~ Gamma(1.1, 30).
enum GaussianProcessPrior {
  /// The logarithm of the density up to a constant, and its derivatives by ln β, ln a and ln σ².
  static func logDensity(
    of parameters: GaussianProcessParameters
  ) -> (value: Double, lengths: [Double], amplitude: Double, noise: Double) {
    let (a, noise) = (parameters.amplitude, parameters.noise)
    var value = 0.0
    var lengths: [Double] = []
    lengths.reserveCapacity(parameters.inverseSquaredLengths.count)
    for beta in parameters.inverseSquaredLengths {
      value -= 0.1 / beta + 0.1 * beta
      lengths.append(0.1 / beta - 0.1 * beta)
    }
    value += Math.log(a) - a + 0.1 * Math.log(noise) - 30 * noise
    return (value, lengths, 1 - a, 0.1 - 30 * noise)
  }

  /// The parameters that a fit starts from: of moderate and of short length scales, with more and
  /// with less noise.
  ///
  /// Without a start with little noise, a fit can end where all outputs are noise.
  static func starts(dimensionCount: Int) -> [GaussianProcessParameters] {
    [(1.0, -4.0), (Math.exp(2.5), -8.0)].map { inverseSquaredLength, logNoise in
      GaussianProcessParameters(
        inverseSquaredLengths: [Double](repeating: inverseSquaredLength, count: dimensionCount),
        amplitude: 1, noise: Math.exp(logNoise) + GaussianProcessParameters.minimumNoise)
    }
  }
}
