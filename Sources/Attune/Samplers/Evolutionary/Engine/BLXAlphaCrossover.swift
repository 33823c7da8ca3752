/// Blend crossover, BLX-α: a uniform point of a box around two parents.
///
/// - Note: L. J. Eshelman and J. D. Schaffer, "Real-Coded Genetic Algorithms and
///   Interval-Schemata", Foundations of Genetic Algorithms 2, 1993,
///   doi:10.1016/B978-0-08-094832-4.50018-0.
public struct BLXAlphaCrossover: Crossover {
  /// How far the box extends beyond the parents, in units of their distance in each coordinate.
  public let alpha: Double

  /// The number of parents of a child.
  public let parentCount = 2

  /// Creates the operator.
  ///
  /// - Precondition: `alpha` is finite and not negative.
  public init(alpha: Double = 0.5) {
    precondition(
      alpha >= 0 && alpha.isFinite, "alpha must be finite and at least 0, not \(alpha)")
    self.alpha = alpha
  }

  /// Returns a child.
  public func cross(
    parents: [[Double]], bounds: [ClosedRange<Double>], using random: inout RandomStream
  ) -> [Double] {
    child(of: parents, random.uniforms(bounds.count))
  }

  /// The child for given random numbers, one for each coordinate.
  func child(of parents: [[Double]], _ uniforms: [Double]) -> [Double] {
    uniforms.indices.map { axis in
      let least = min(parents[0][axis], parents[1][axis])
      let most = max(parents[0][axis], parents[1][axis])
      let margin = alpha * (most - least)
      let low = least - margin
      let high = most + margin
      return low + (high - low) * uniforms[axis]
    }
  }
}
