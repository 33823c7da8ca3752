/// Simulated binary crossover, SBX: children near two parents, as near as bits of binary strings
/// would give, and within the bounds.
///
/// - Note: K. Deb and R. B. Agrawal, "Simulated Binary Crossover for Continuous Search Space",
///   Complex Systems 9, 1995. The equations are those of M. M. Raghuwanshi and O. G. Kakde,
///   "Simulated Binary Crossover with Lognormal Distribution", Complexity International 12, 2008,
///   section 2; the truncation at the bounds is that of Deb's NSGA-II. The mixing of two children
///   to one is Optuna's.
public struct SBXCrossover: Crossover {
  /// The distribution index η; nil for 2 with one objective and 20 with several.
  ///
  /// A large index keeps children close to their parents.
  public let eta: Double?

  /// The probability that the two children swap a coordinate.
  public let uniformCrossoverProbability: Double

  /// The probability that a coordinate is a child's, not a parent's.
  public let childGeneProbability: Double

  /// The number of parents of a child.
  public let parentCount = 2

  /// Creates the operator.
  ///
  /// - Parameters:
  ///   - eta: The distribution index.
  ///   - uniformCrossoverProbability: The probability that the two children swap a coordinate.
  ///   - childGeneProbability: The probability that a coordinate is a child's, not a parent's.
  /// - Precondition: `eta` is nil, or finite and not negative. The first probability is in 0...1,
  ///   the second one is also not 0.
  public init(
    eta: Double? = nil, uniformCrossoverProbability: Double = 0.5,
    childGeneProbability: Double = 0.5
  ) {
    self.eta = DistributionIndex.validated(eta)
    self.uniformCrossoverProbability = uniformCrossoverProbability
    self.childGeneProbability = childGeneProbability
    _ = mixing
  }

  /// Its initializer checks the probabilities.
  private var mixing: ChildMixing {
    ChildMixing(
      swappingProbability: uniformCrossoverProbability, childProbability: childGeneProbability)
  }

  /// The operator with the default index for a number of objectives, if it has none.
  public func adapted(toObjectives count: Int) -> SBXCrossover {
    SBXCrossover(
      eta: eta ?? DistributionIndex.standard(objectives: count),
      uniformCrossoverProbability: uniformCrossoverProbability,
      childGeneProbability: childGeneProbability)
  }

  /// Returns a child.
  public func cross(
    parents: [[Double]], bounds: [ClosedRange<Double>], using random: inout RandomStream
  ) -> [Double] {
    let count = bounds.count + ChildMixing.uniformCount(bounds.count)
    return child(of: parents, bounds: bounds, random.uniforms(count))
  }

  /// The child for given random numbers: one for each coordinate, then those of the mixing.
  func child(
    of parents: [[Double]], bounds: [ClosedRange<Double>], _ uniforms: [Double]
  ) -> [Double] {
    let eta = eta ?? DistributionIndex.standard(objectives: 2)
    var children = parents
    for (axis, range) in bounds.enumerated() {
      let least = min(parents[0][axis], parents[1][axis])
      let most = max(parents[0][axis], parents[1][axis])
      // The limit avoids a division by zero.
      let width = max(most - least, 1e-10)
      let below = (least - range.lowerBound) / width
      let above = (range.upperBound - most) / width
      // Eqs. (4) and (5).
      let u = uniforms[axis]
      children[0][axis] = 0.5 * ((least + most) - Self.spread(u, room: below, eta) * width)
      children[1][axis] = 0.5 * ((least + most) + Self.spread(u, room: above, eta) * width)
    }
    return mixing.child(of: children, parents: parents, uniforms[bounds.count...])
  }

  /// The spread factor β_q of equation 3, truncated so that the child is within a bound.
  ///
  /// - Parameter room: The distance from the nearest parent to the bound, relative to that of the
  ///   parents.
  private static func spread(_ u: Double, room: Double, _ eta: Double) -> Double {
    let alpha = 2 - Math.pow(1 + 2 * max(0, room), -(eta + 1))
    return Math.pow(u <= 1 / alpha ? u * alpha : 1 / (2 - u * alpha), 1 / (eta + 1))
  }
}
