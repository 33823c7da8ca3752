/// Uniform crossover: each coordinate of the child is that of one of two parents.
///
/// - Note: G. Syswerda, "Uniform Crossover in Genetic Algorithms", Proceedings of the 3rd
///   International Conference on Genetic Algorithms, 1989.
public struct UniformCrossover: Crossover {
  /// The probability that a coordinate is the first parent's, as in Optuna.
  public let swappingProbability: Double

  /// The number of parents of a child.
  public let parentCount = 2

  /// Creates the operator.
  ///
  /// - Precondition: The probability is in 0...1.
  public init(swappingProbability: Double = 0.5) {
    precondition(
      (0...1).contains(swappingProbability),
      "the swapping probability must be from 0 to 1, not \(swappingProbability)")
    self.swappingProbability = swappingProbability
  }

  /// Returns a child.
  public func cross(
    parents: [[Double]], bounds: [ClosedRange<Double>], using random: inout RandomStream
  ) -> [Double] {
    child(of: parents, random.uniforms(bounds.count))
  }

  /// The child for given random numbers, one for each coordinate.
  func child(of parents: [[Double]], _ uniforms: [Double]) -> [Double] {
    uniforms.indices.map { parents[uniforms[$0] < swappingProbability ? 0 : 1][$0] }
  }
}
