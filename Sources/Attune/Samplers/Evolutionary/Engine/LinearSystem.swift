/// Small systems of linear equations.
enum LinearSystem {
  /// The solution *x* of *A* *x* = *b*; nil if the matrix does not have full rank or is not finite.
  ///
  /// The rank is NumPy's: the number of singular values above ε *n* times the largest one.
  ///
  /// - Note: One-sided Jacobi rotations; M. R. Hestenes, "Inversion of Matrices by
  ///   Biorthogonalization and Related Results", Journal of the Society for Industrial and Applied
  ///   Mathematics 6(1), 1958, doi:10.1137/0106005.
  /// - Parameters:
  ///   - matrix: The *n* rows of *A*.
  ///   - vector: The *n* coordinates of *b*.
  /// - Complexity: O(*n*³) for each sweep; about ten sweeps suffice.
  static func solution(_ matrix: [[Double]], _ vector: [Double]) -> [Double]? {
    let indices = matrix.indices
    // The scale avoids overflow of squares.
    let scale = matrix.joined().reduce(0) { max($0, abs($1)) }
    guard scale > 0, scale.isFinite else { return nil }
    // The columns of W = A V, with V orthogonal. Rotations of two columns of both make the columns
    // of W orthogonal, which is then U Σ of the singular value decomposition A = U Σ Vᵀ.
    var w = indices.map { column in matrix.map { $0[column] / scale } }
    var v = indices.map { column in indices.map { $0 == column ? 1.0 : 0.0 } }
    var isOrthogonal = false
    for _ in 0..<60 where !isOrthogonal {
      isOrthogonal = true
      for i in indices {
        for j in indices where j > i {
          guard let (cosine, sine) = rotation(w[i], w[j]) else { continue }
          isOrthogonal = false
          (w[i], w[j]) = rotated(w[i], w[j], cosine, sine)
          (v[i], v[j]) = rotated(v[i], v[j], cosine, sine)
        }
      }
    }
    let singular = w.map { dot($0, $0).squareRoot() }
    let tolerance = Double.ulpOfOne * Double(indices.count) * (singular.max() ?? 0)
    guard singular.allSatisfy({ $0 > tolerance }) else { return nil }
    // x = V Σ⁻¹ Uᵀ b.
    var solution = indices.map { _ in 0.0 }
    for column in indices {
      let factor = dot(w[column], vector) / singular[column] / singular[column] / scale
      for row in indices { solution[row] += factor * v[column][row] }
    }
    return solution
  }

  /// The cosine and sine of the rotation that makes two vectors orthogonal; nil if they are.
  private static func rotation(_ a: [Double], _ b: [Double]) -> (Double, Double)? {
    let (aa, bb, ab) = (dot(a, a), dot(b, b), dot(a, b))
    guard abs(ab) > Double.ulpOfOne * (aa * bb).squareRoot() else { return nil }
    let zeta = (bb - aa) / (2 * ab)
    let tangent = (zeta < 0 ? -1 : 1) / (abs(zeta) + (1 + zeta * zeta).squareRoot())
    let cosine = 1 / (1 + tangent * tangent).squareRoot()
    return (cosine, cosine * tangent)
  }

  private static func rotated(
    _ a: [Double], _ b: [Double], _ cosine: Double, _ sine: Double
  ) -> ([Double], [Double]) {
    (
      zip(a, b).map { cosine * $0 - sine * $1 },
      zip(a, b).map { sine * $0 + cosine * $1 }
    )
  }

  private static func dot(_ a: [Double], _ b: [Double]) -> Double {
    zip(a, b).reduce(0) { $0 + $1.0 * $1.1 }
  }
}
