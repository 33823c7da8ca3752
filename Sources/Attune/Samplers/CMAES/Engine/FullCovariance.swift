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
