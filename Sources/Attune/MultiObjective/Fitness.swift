/// The losses of an individual and its constraint violation.
struct Fitness: Sendable {
  /// The losses, one for each objective; none is NaN.
  var losses: [Double]

  /// The total constraint violation Σ max(0, *cⱼ*), which is 0 for a feasible individual and one
  /// without constraints.
  var violation = 0.0

  /// Whether this individual is better by constrained domination.
  ///
  /// A feasible individual is better than an infeasible one, of two infeasible ones the less
  /// violating one is better, and feasible ones are compared by their losses.
  ///
  /// - Note: K. Deb, A. Pratap, S. Agarwal and T. Meyarivan, "A Fast and Elitist Multiobjective
  ///   Genetic Algorithm: NSGA-II", IEEE Transactions on Evolutionary Computation 6(2), 2002,
  ///   doi:10.1109/4235.996017, definition 1.
  func dominates(_ other: Fitness) -> Bool {
    if violation > 0 || other.violation > 0 { return violation < other.violation }
    return ParetoFront.dominates(losses, other.losses)
  }
}
