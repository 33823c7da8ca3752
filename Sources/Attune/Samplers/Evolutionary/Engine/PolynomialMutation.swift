/// Polynomial mutation: a value near the old one and within the bounds.
///
/// - Note: The mutation of Deb's code of NSGA-II, revision 1.1.6; K. Deb, A. Pratap, S. Agarwal and
///   T. Meyarivan, "A Fast and Elitist Multiobjective Genetic Algorithm: NSGA-II", IEEE
///   Transactions on Evolutionary Computation 6(2), 2002, doi:10.1109/4235.996017.
public struct PolynomialMutation: Mutation {
  /// The distribution index η: a large one keeps values close to the old ones.
  public let eta: Double

  /// Creates the operator.
  ///
  /// - Precondition: `eta` is finite and not negative.
  public init(eta: Double = 20) {
    self.eta = DistributionIndex.validated(eta) ?? eta
  }

  /// Returns another value.
  public func mutate(
    _ value: Double, bounds: ClosedRange<Double>, using random: inout RandomStream
  ) -> Double {
    mutant(of: value, bounds: bounds, random.uniform())
  }

  /// The value for a given random number.
  func mutant(of value: Double, bounds: ClosedRange<Double>, _ u: Double) -> Double {
    let width = bounds.upperBound - bounds.lowerBound
    guard width > 0 else { return value }
    let power = eta + 1
    let delta: Double
    if u <= 0.5 {
      let room = 1 - (value - bounds.lowerBound) / width
      delta = Math.pow(2 * u + (1 - 2 * u) * Math.pow(max(0, room), power), 1 / power) - 1
    } else {
      let room = 1 - (bounds.upperBound - value) / width
      delta = 1 - Math.pow(2 * (1 - u) + (2 * u - 1) * Math.pow(max(0, room), power), 1 / power)
    }
    return min(max(value + delta * width, bounds.lowerBound), bounds.upperBound)
  }
}
