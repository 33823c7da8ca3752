/// The weights and learning rates of CMA-ES, which depend only on the number of dimensions and the
/// population size.
///
/// - Note: Equation numbers are those of N. Hansen, "The CMA Evolution Strategy: A Tutorial", 2016,
///   arXiv:1604.00772. The separable variant is that of R. Ros and N. Hansen, "A Simple Modification
///   in CMA-ES Achieving Linear Time and Space Complexity", PPSN 2008,
///   doi:10.1007/978-3-540-87700-4_30. The values are those of the Python package cmaes 0.13.
struct CMAESConstants: Sendable, Hashable {
  /// λ, the number of points in a generation.
  let populationSize: Int

  /// μ, the number of best points whose weighted mean becomes the mean of the distribution.
  let parentCount: Int

  /// w, the weights of points sorted by loss; the first μ are positive and sum to 1.
  let weights: [Double]

  /// μ_eff, the effective number of parents.
  let muEff: Double

  /// c_1, the learning rate of the rank-one update.
  let c1: Double

  /// c_μ, the learning rate of the rank-μ update.
  let cMu: Double

  /// c_σ, the learning rate of the path of the step size.
  let cSigma: Double

  /// d_σ, the damping of the step size.
  let dSigma: Double

  /// c_c, the learning rate of the path of the covariance.
  let cc: Double

  /// χ, an approximation of the expected length of a standard normal vector.
  let chi: Double

  /// The default population size, 4 + ⌊3 ln n⌋.
  static func defaultPopulationSize(dimension: Int) -> Int {
    4 + Int((3 * Math.log(Double(dimension))).rounded(.down))  // eq. 48
  }

  /// The constants for a full covariance matrix, with negative weights for the worse half.
  static func full(dimension: Int, populationSize: Int) -> CMAESConstants {
    let n = Double(dimension)
    let parentCount = populationSize / 2
    let middle = Math.log(Double(populationSize + 1) / 2)
    let raw = (1...populationSize).map { middle - Math.log(Double($0)) }  // eq. 49
    let muEff = effectiveCount(raw[..<parentCount])
    let muEffMinus = effectiveCount(raw[parentCount...])
    let c1 = 2 / ((n + 1.3) * (n + 1.3) + muEff)  // eq. 57
    // eq. 58; the first bound matters for large populations.
    let cMu = min(
      1 - c1 - 1e-8, 2 * (muEff - 2 + 1 / muEff) / ((n + 2) * (n + 2) + muEff))
    let negativeSum = min(
      1 + c1 / cMu,  // eq. 50
      1 + 2 * muEffMinus / (muEff + 2),  // eq. 51
      (1 - c1 - cMu) / (n * cMu))  // eq. 52
    let positive = raw.reduce(0) { $0 + max($1, 0) }
    let negative = raw.reduce(0) { $0 - min($1, 0) }
    let weights = raw.map { $0 >= 0 ? $0 / positive : $0 * negativeSum / negative }  // eq. 53
    return CMAESConstants(
      dimension: dimension, populationSize: populationSize, weights: weights, muEff: muEff,
      c1: c1, cMu: cMu,
      cSigma: (muEff + 2) / (n + muEff + 5),  // eq. 55
      cc: (4 + muEff / n) / (n + 4 + 2 * muEff / n))  // eq. 56
  }

  /// The constants for a diagonal covariance matrix, with weights of the better half only.
  ///
  /// There are fewer elements to learn, so the learning rate c_μ is higher by (n + 2) / 3.
  static func separable(dimension: Int, populationSize: Int) -> CMAESConstants {
    let n = Double(dimension)
    let parentCount = populationSize / 2
    let middle = Math.log(Double(parentCount + 1))
    let raw = (1...parentCount).map { middle - Math.log(Double($0)) }
    let sum = raw.reduce(0, +)
    let muEff = effectiveCount(raw[...])
    let c1 = 2 / ((n + 1.3) * (n + 1.3) + muEff)
    let root = n + 2.0.squareRoot()
    let fullRate =
      2 / muEff / (root * root)
      + (1 - 1 / muEff) * min(1, (2 * muEff - 1) / ((n + 2) * (n + 2) + muEff))
    return CMAESConstants(
      dimension: dimension, populationSize: populationSize, weights: raw.map { $0 / sum },
      muEff: muEff, c1: c1,
      // The bound matters only for populations far larger than the default. Without it, variances
      // would become negative.
      cMu: min((n + 2) / 3 * fullRate, 1 - c1),
      cSigma: (muEff + 2) / (n + muEff + 3),
      cc: 4 / (n + 4))
  }

  private init(
    dimension: Int, populationSize: Int, weights: [Double], muEff: Double, c1: Double,
    cMu: Double, cSigma: Double, cc: Double
  ) {
    let n = Double(dimension)
    self.populationSize = populationSize
    parentCount = populationSize / 2
    self.weights = weights
    self.muEff = muEff
    self.c1 = c1
    self.cMu = cMu
    self.cSigma = cSigma
    dSigma = 1 + 2 * max(0, ((muEff - 1) / (n + 1)).squareRoot() - 1) + cSigma  // eq. 55
    self.cc = cc
    chi = n.squareRoot() * (1 - 1 / (4 * n) + 1 / (21 * n * n))
  }

  /// (Σ w)² / Σ w².
  private static func effectiveCount(_ weights: ArraySlice<Double>) -> Double {
    let sum = weights.reduce(0, +)
    return sum * sum / weights.reduce(0) { $0 + $1 * $1 }
  }
}
