/// A diagonal covariance matrix.
struct DiagonalCovariance: Sendable, Hashable {
  /// The diagonal of C.
  let variances: [Double]

  /// D, the square roots of the variances.
  let deviations: [Double]

  /// Takes the roots of variances; for those that are not positive, the root of 1e-8.
  init(variances: [Double]) {
    self.variances = variances
    deviations = variances.map {
      ($0 > 0 ? $0 : CMAESCovariance.smallestReplacement).squareRoot()
    }
  }
}
