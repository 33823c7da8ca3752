/// The Pareto front of points and their non-domination ranks; all coordinates are losses.
///
/// - Note: Ranks are those of K. Deb, A. Pratap, S. Agarwal and T. Meyarivan, "A Fast and Elitist
///   Multiobjective Genetic Algorithm: NSGA-II", IEEE Transactions on Evolutionary Computation
///   6(2), 2002, doi:10.1109/4235.996017, section "Fast Nondominated Sorting Approach".
enum ParetoFront {
  /// Whether `a` dominates `b`: it is at most `b` in every coordinate and less in at least one.
  static func dominates(_ a: [Double], _ b: [Double]) -> Bool {
    var isBetter = false
    for (x, y) in zip(a, b) {
      if x > y { return false }
      if x < y { isBetter = true }
    }
    return isBetter
  }

  /// The ascending indices of the points on the front, including all of equal points.
  ///
  /// - Complexity: O(*n* log *n*) for *n* points in two dimensions, otherwise O(*n* (log *n* + *f*))
  ///   for *f* points on the front.
  static func indices(of points: [[Double]]) -> [Int] {
    // In lexicographic order a point can only be dominated by an earlier one. If it is dominated at
    // all, then also by a point on the front, since dominance is transitive.
    var front: [Int] = []
    if points.first?.count == 2 {
      // The last point of the front has the least second coordinate of all earlier points.
      for index in lexicographicOrder(of: points) {
        if let last = front.last, points[last][1] <= points[index][1] {
          guard points[last] == points[index] else { continue }
        }
        front.append(index)
      }
    } else {
      for index in lexicographicOrder(of: points)
      where !front.contains(where: { dominates(points[$0], points[index]) }) {
        front.append(index)
      }
    }
    return front.sorted()
  }

  /// The indices of the points in lexicographic order, those of equal points ascending.
  static func lexicographicOrder(of points: [[Double]]) -> [Int] {
    points.indices.sorted { a, b in
      for (x, y) in zip(points[a], points[b]) where x != y { return x < y }
      return a < b
    }
  }
}
