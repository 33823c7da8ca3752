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
      for term in terms { matrix.addSquare(of: term.vector, weight: term.weight) }
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

/// A full covariance matrix, decomposed once.
struct FullCovariance: Sendable, Hashable {
  /// C.
  private(set) var matrix: SymmetricMatrix

  /// D, the square roots of the eigenvalues, ascending.
  private(set) var deviations: [Double]

  /// The eigenvectors, in the order of `deviations`.
  let axes: [[Double]]

  /// C^½, the symmetric root, which does not depend on the signs of eigenvectors.
  private(set) var root: SymmetricMatrix

  /// C^−½, symmetric.
  private(set) var inverseRoot: SymmetricMatrix

  /// Decomposes a matrix; eigenvalues that are not positive are replaced by 1e-8.
  ///
  /// - Complexity: O(*n*³) for *n* dimensions.
  init(_ matrix: SymmetricMatrix) {
    let eigen = SymmetricEigendecomposition(matrix)
    let values = eigen.values.map { $0 > 0 ? $0 : CMAESCovariance.smallestReplacement }
    self.matrix = values == eigen.values ? matrix : eigen.matrix(withValues: values)
    deviations = values.map { $0.squareRoot() }
    axes = eigen.vectors
    root = eigen.matrix(withValues: deviations)
    inverseRoot = eigen.matrix(withValues: deviations.map { 1 / $0 })
  }

  /// The matrix times a positive factor.
  func scaled(by factor: Double) -> FullCovariance {
    var scaled = self
    let rootFactor = factor.squareRoot()
    scaled.matrix.scale(by: factor)
    scaled.deviations = deviations.map { $0 * rootFactor }
    scaled.root.scale(by: rootFactor)
    scaled.inverseRoot.scale(by: 1 / rootFactor)
    return scaled
  }
}

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
