/// vSBX, a variant of simulated binary crossover whose children can be anywhere.
///
/// The two spread factors of a coordinate differ. So children of equal parents differ from them, by
/// multiples of the coordinate; they depend on the origin of the axis.
///
/// - Note: P. J. Ballester and J. N. Carter, "Real-Parameter Genetic Algorithms for Finding Multiple
///   Optimal Solutions in Multi-modal Optimization", GECCO 2003, doi:10.1007/3-540-45105-6_86,
///   section 3.2. The mixing of two children to one is Optuna's.
public struct VSBXCrossover: Crossover {
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
  public func adapted(toObjectives count: Int) -> VSBXCrossover {
    VSBXCrossover(
      eta: eta ?? DistributionIndex.standard(objectives: count),
      uniformCrossoverProbability: uniformCrossoverProbability,
      childGeneProbability: childGeneProbability)
  }

  /// Returns a child.
  public func cross(
    parents: [[Double]], bounds: [ClosedRange<Double>], using random: inout RandomStream
  ) -> [Double] {
    let count = bounds.count + 2 + ChildMixing.uniformCount(bounds.count)
    return child(of: parents, random.uniforms(count))
  }

  /// The child for given random numbers: one for each coordinate, two for the signs of the
  /// children, then those of the mixing.
  func child(of parents: [[Double]], _ uniforms: [Double]) -> [Double] {
    let exponent = 1 / ((eta ?? DistributionIndex.standard(objectives: 2)) + 1)
    let dimensions = parents[0].count
    var children = parents
    for axis in 0..<dimensions {
      let u = uniforms[axis]
      // The limit avoids a division by zero.
      let beta1 = Math.pow(1 / max(2 * u, 1e-10), exponent)
      let beta2 = Math.pow(1 / max(2 * (1 - u), 1e-10), exponent)
      let (x, y) = (parents[0][axis], parents[1][axis])
      children[0][axis] =
        uniforms[dimensions] <= 0.5
        ? 0.5 * ((1 + beta1) * x + (1 - beta2) * y) : 0.5 * ((1 - beta1) * x + (1 + beta2) * y)
      children[1][axis] =
        uniforms[dimensions + 1] <= 0.5
        ? 0.5 * ((3 - beta1) * x - (1 - beta2) * y) : 0.5 * ((3 - beta2) * y - (1 - beta1) * x)
    }
    return mixing.child(of: children, parents: parents, uniforms[(dimensions + 2)...])
  }
}
