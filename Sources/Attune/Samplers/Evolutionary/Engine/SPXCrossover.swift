/// Simplex crossover, SPX: a uniform point of an expanded simplex of three parents.
///
/// - Note: S. Tsutsui, M. Yamamura and T. Higuchi, "Multi-parent Recombination with Simplex
///   Crossover in Real Coded Genetic Algorithms", GECCO 1999. The comments use the equations of
///   S. Tsutsui, D. E. Goldberg and K. Sastry, "Progress Toward Linkage Learning in Real-Coded GAs
///   with Simplex Crossover", IlliGAL Report 2000007, section 2.
public struct SPXCrossover: Crossover {
  /// The factor by which the simplex is expanded; nil for √(*n* + 2) in *n* dimensions.
  public let expansion: Double?

  /// The number of parents of a child.
  public let parentCount = 3

  /// Creates the operator.
  ///
  /// - Precondition: `expansion` is nil, or finite and not negative.
  public init(expansion: Double? = nil) {
    if let expansion {
      precondition(
        expansion >= 0 && expansion.isFinite,
        "the expansion must be finite and at least 0, not \(expansion)")
    }
    self.expansion = expansion
  }

  /// Returns a child.
  public func cross(
    parents: [[Double]], bounds: [ClosedRange<Double>], using random: inout RandomStream
  ) -> [Double] {
    child(of: parents, random.uniforms(parentCount - 1))
  }

  /// The child for given random numbers, one for each parent but the last.
  func child(of parents: [[Double]], _ uniforms: [Double]) -> [Double] {
    let dimensions = parents[0].count
    let epsilon = expansion ?? Double(dimensions + 2).squareRoot()
    // Eq. (2): rₖ = uₖ^(1/(k+1)).
    let radii = [uniforms[0], uniforms[1].squareRoot()]
    return (0..<dimensions).map { axis in
      // Eqs. (1) and (3): the vertices xₖ of the simplex expanded from the centroid.
      let centroid = (parents[0][axis] + parents[1][axis] + parents[2][axis]) / 3
      let vertices = parents.map { centroid + epsilon * ($0[axis] - centroid) }
      // Eq. (4): Cₖ = rₖ₋₁ (xₖ₋₁ − xₖ + Cₖ₋₁).
      var offset = 0.0
      for k in 1..<vertices.count {
        offset = radii[k - 1] * (vertices[k - 1] - vertices[k] + offset)
      }
      // Eq. (5).
      return vertices[vertices.count - 1] + offset
    }
  }
}
