/// A normal distribution for the first generation, from solutions of a similar problem.
///
/// It approximates a mixture of spheres around the best solutions.
///
/// - Note: Implements section 4 of M. Nomura, S. Watanabe, Y. Akimoto, Y. Ozaki and M. Onishi, "Warm
///   Starting CMA-ES for Hyperparameter Optimization", AAAI 2021, arXiv:2012.06932.
struct CMAESWarmStart: Sendable, Hashable {
  /// m, the mean of the best solutions.
  let mean: [Double]

  /// σ, the 2n-th root of the determinant of the covariance.
  let sigma: Double

  /// C, with determinant 1.
  let covariance: SymmetricMatrix

  /// Estimates the distribution.
  ///
  /// - Parameters:
  ///   - solutions: Points of the same dimension, at least 1, with their losses, which are not NaN.
  ///   - gamma: The fraction of solutions that are used, the best ones, above 0 and at most 1.
  ///   - alpha: The standard deviation of the spheres, positive.
  /// - Returns: Nil if the fraction of the solutions is less than one.
  /// - Complexity: O(*N* log *N* + *γ N n*² + *n*³) for *N* solutions in *n* dimensions.
  init?(solutions: [(point: [Double], loss: Double)], gamma: Double = 0.1, alpha: Double = 0.1) {
    precondition(gamma > 0 && gamma <= 1, "gamma must be above 0 and at most 1, not \(gamma)")
    precondition(alpha > 0 && alpha.isFinite, "alpha must be positive and finite, not \(alpha)")
    let count = Int((Double(solutions.count) * gamma).rounded(.down))
    guard count >= 1 else { return nil }
    let best = solutions.indices
      .sorted { (solutions[$0].loss, $0) < (solutions[$1].loss, $1) }
      .prefix(count).map { solutions[$0].point }
    let dimension = best[0].count
    precondition(
      dimension > 0 && best.allSatisfy { $0.count == dimension },
      "all points must have the same number of coordinates, at least 1")
    let weight = 1 / Double(count)
    let mean = (0..<dimension).map { index in
      best.reduce(0) { $0 + $1[index] } * weight
    }
    // α² I plus the covariance of the solutions. Deviations from the mean cancel less than
    // the difference of squares.
    var matrix = SymmetricMatrix(
      diagonal: [Double](repeating: alpha * alpha, count: dimension))
    matrix.addSquares(
      of: best.map { point in (weight, zip(point, mean).map { $0 - $1 }) })
    // The determinant is positive, since no eigenvalue is less than α².
    let logDeterminant = SymmetricEigendecomposition(matrix).values
      .reduce(0) { $0 + Math.log($1) }
    matrix.scale(by: Math.exp(-logDeterminant / Double(dimension)))
    self.mean = mean
    sigma = Math.exp(logDeterminant / 2 / Double(dimension))
    covariance = matrix
  }
}
