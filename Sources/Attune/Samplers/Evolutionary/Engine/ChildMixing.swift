/// Makes one child from the two children of SBX or vSBX and their parents, coordinate by coordinate.
///
/// A coordinate is that of the two children with a probability, else that of the two parents. The
/// two values are swapped with another probability, and one of the resulting vectors is the child.
struct ChildMixing: Sendable {
  /// The probability that the two values of a coordinate are swapped.
  let swappingProbability: Double

  /// The probability that a coordinate is that of the children.
  let childProbability: Double

  init(swappingProbability: Double, childProbability: Double) {
    precondition(
      (0...1).contains(swappingProbability),
      "the probability of uniform crossover must be from 0 to 1, not \(swappingProbability)")
    precondition(
      childProbability > 0 && childProbability <= 1,
      "the probability of a child's gene must be more than 0 and at most 1, not \(childProbability)"
    )
    self.swappingProbability = swappingProbability
    self.childProbability = childProbability
  }

  /// The number of random numbers for *n* dimensions.
  static func uniformCount(_ dimensions: Int) -> Int { 2 * dimensions + 1 }

  /// The child for given random numbers: two for each coordinate, then one for the choice of the
  /// vector.
  func child(
    of children: [[Double]], parents: [[Double]], _ uniforms: ArraySlice<Double>
  ) -> [Double] {
    let uniforms = Array(uniforms)
    let vector = uniforms[uniforms.count - 1] < 0.5 ? 0 : 1
    return parents[0].indices.map { axis in
      let values = uniforms[2 * axis] < childProbability ? children : parents
      let isSwapped = uniforms[2 * axis + 1] < swappingProbability
      return values[isSwapped ? 1 - vector : vector][axis]
    }
  }
}
