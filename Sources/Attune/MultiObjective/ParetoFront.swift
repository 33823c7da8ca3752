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
  /// - Complexity: O(*n* (log *n* + *f*)) for *n* points, *f* of them on the front.
  static func indices(of points: [[Double]]) -> [Int] {
    // In lexicographic order a point can only be dominated by an earlier one. If it is dominated at
    // all, then also by a point on the front, since dominance is transitive.
    let order = points.indices.sorted { points[$0].lexicographicallyPrecedes(points[$1]) }
    var front: [Int] = []
    for index in order where !front.contains(where: { dominates(points[$0], points[index]) }) {
      front.append(index)
    }
    return front.sorted()
  }

  /// The rank of each point: 0 on the front, 1 on the front of the remaining points, and so on.
  ///
  /// - Parameter count: Fronts are computed until this many points have a rank; all remaining
  ///   points get the next rank.
  /// - Complexity: O(*r* · *n* (log *n* + *f*)) for *r* ranks.
  static func ranks(of points: [[Double]], atLeast count: Int) -> [Int] {
    var ranks = [Int](repeating: 0, count: points.count)
    var remaining = Array(points.indices)
    var rank = 0
    while !remaining.isEmpty {
      let front =
        points.count - remaining.count < count
        ? indices(of: remaining.map { points[$0] }) : Array(remaining.indices)
      // `front` holds indices into `remaining`.
      for index in front { ranks[remaining[index]] = rank }
      let ranked = Set(front)
      remaining = remaining.indices.filter { !ranked.contains($0) }.map { remaining[$0] }
      rank += 1
    }
    return ranks
  }
}
