/// The covariance matrix C of CMA-ES, with the roots that sampling and updates need.
enum CMAESCovariance: Sendable, Hashable {
  /// Any symmetric, positive definite matrix.
  case full(FullCovariance)

  /// A diagonal matrix.
  case diagonal(DiagonalCovariance)

  /// The diagonal of C, the variances.
  var variances: [Double] {
    switch self {
    case .full(let covariance): covariance.matrix.diagonal
    case .diagonal(let covariance): covariance.variances
    }
  }

  /// D, the square roots of the eigenvalues: ascending for a full matrix, in the order of the
  /// dimensions for a diagonal one.
  var deviations: [Double] {
    switch self {
    case .full(let covariance): covariance.deviations
    case .diagonal(let covariance): covariance.deviations
    }
  }

  /// C^½ z.
  func colored(_ z: [Double]) -> [Double] {
    switch self {
    case .full(let covariance): covariance.root.times(z)
    case .diagonal(let covariance): zip(covariance.deviations, z).map { $0 * $1 }
    }
  }

  /// C^−½ y.
  func whitened(_ y: [Double]) -> [Double] {
    switch self {
    case .full(let covariance): covariance.inverseRoot.times(y)
    case .diagonal(let covariance): zip(y, covariance.deviations).map { $0 / $1 }
    }
  }

  /// Replaces C by `retention` C + Σ weight · vector vectorᵀ, or the diagonal of that.
  mutating func update(
    retention: Double, adding terms: [(weight: Double, vector: [Double])]
  ) {
    switch self {
    case .full(let covariance):
      var matrix = covariance.matrix
      matrix.scale(by: retention)
      matrix.addSquares(of: terms)
      self = .full(FullCovariance(matrix))
    case .diagonal(let covariance):
      var variances = covariance.variances.map { $0 * retention }
      for term in terms {
        for index in variances.indices {
          variances[index] += term.weight * term.vector[index] * term.vector[index]
        }
      }
      self = .diagonal(DiagonalCovariance(variances: variances))
    }
  }

  /// Replaces eigenvalues that rounding made negative or zero, so that C^−½ exists.
  static let smallestReplacement = 1e-8
}
