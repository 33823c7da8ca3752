/// A prior distribution of the hyperparameters of a Gaussian process.
enum GaussianProcessPrior: Sendable, Hashable {
  /// Optuna's: −0.1 (1/β + β) for each coordinate, a ~ Gamma(2, 1), σ² ~ Gamma(1.1, 30).
  case optuna

  /// Vizier's, which is nearly flat: penalties 0.01 ln²(v / v₀) of the squared length scales with
  /// v₀ = 0.5, of the amplitude with 0.039, and of the noise with 0.0039.
  ///
  /// - Note: X. Song et al., "The Vizier Gaussian Process Bandit Algorithm", arXiv 2408.11527.
  case vizier

  /// Length scales that grow with the number of coordinates d: ln ℓ ~ N(√2 + ½ ln d, 3), with
  /// ln σ² ~ N(−4, 1) and ln a ~ N(0, 1).
  ///
  /// - Note: C. Hvarfner, E. O. Hellsten and L. Nardi, "Vanilla Bayesian Optimization Performs Great
  ///   in High Dimensions", ICML 2024, arXiv 2402.02229, section 4.
  case dimensionScaled

  /// The logarithm of the density up to a constant, and its derivatives by ln β, ln a and ln σ².
  func logDensity(
    of parameters: GaussianProcessParameters
  ) -> (value: Double, lengths: [Double], amplitude: Double, noise: Double) {
    let (a, noise) = (parameters.amplitude, parameters.noise)
    let betas = parameters.inverseSquaredLengths
    var value = 0.0
    var lengths: [Double] = []
    lengths.reserveCapacity(betas.count)
    switch self {
    case .optuna:
      for beta in betas {
        value -= 0.1 / beta + 0.1 * beta
        lengths.append(0.1 / beta - 0.1 * beta)
      }
      value += Math.log(a) - a + 0.1 * Math.log(noise) - 30 * noise
      return (value, lengths, 1 - a, 0.1 - 30 * noise)
    case .vizier:
      for beta in betas {
        let log = -Math.log(beta * 0.5)  // ln (ℓ² / 0.5)
        value -= 0.01 * log * log
        lengths.append(0.02 * log)
      }
      let (logA, logNoise) = (Math.log(a / 0.039), Math.log(noise / 0.0039))
      value -= 0.01 * (logA * logA + logNoise * logNoise)
      return (value, lengths, -0.02 * logA, -0.02 * logNoise)
    case .dimensionScaled:
      let mean = 2.0.squareRoot() + 0.5 * Math.log(Double(betas.count))
      for beta in betas {
        let difference = -0.5 * Math.log(beta) - mean
        value -= difference * difference / 6
        lengths.append(difference / 6)
      }
      let (logA, logNoise) = (Math.log(a), Math.log(noise) + 4)
      value -= 0.5 * (logA * logA + logNoise * logNoise)
      return (value, lengths, -logA, -logNoise)
    }
  }

  /// The parameters that a fit starts from: of moderate and of short length scales, with more and
  /// with less noise.
  ///
  /// Without a start with little noise, a fit can end where all outputs are noise.
  func starts(dimensionCount: Int) -> [GaussianProcessParameters] {
    var center = 1.0
    if case .dimensionScaled = self {
      // e² times the prior's median of 1 / ℓ².
      center = Math.exp(2 - 2 * 2.0.squareRoot()) / Double(max(dimensionCount, 1))
    }
    return [(1.0, -4.0), (Math.exp(2.5), -8.0)].map { factor, logNoise in
      GaussianProcessParameters(
        inverseSquaredLengths: [Double](repeating: center * factor, count: dimensionCount),
        amplitude: 1, noise: Math.exp(logNoise) + GaussianProcessParameters.minimumNoise)
    }
  }
}
