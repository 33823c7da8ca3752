extension ParetoFront {
  /// The non-domination rank of each point: 0 on the front, 1 on the front of the others, and so on.
  ///
  /// Equal points have equal ranks.
  ///
  /// - Note: Implements ENS-BS of X. Zhang, Y. Tian, R. Cheng and Y. Jin, "An Efficient Approach to
  ///   Nondominated Sorting for Evolutionary Multiobjective Optimization", IEEE Transactions on
  ///   Evolutionary Computation 19(2), 2015, doi:10.1109/TEVC.2014.2308305.
  /// - Complexity: O(*n* log *n*) for *n* points in one or two dimensions. In more dimensions
  ///   O(*d* *n*²) in the worst case, when all *n* points of *d* coordinates are on the front.
  static func ranks(of points: [[Double]]) -> [Int] {
    var ranks = [Int](repeating: 0, count: points.count)
    let dimensions = points.first?.count ?? 0
    // The distinct coordinates of each front, one point after another. In up to two dimensions the
    // last point of a front alone decides: it has the least last coordinate.
    var fronts: [[Double]] = []
    var previous: Int?
    for index in lexicographicOrder(of: points) {
      let point = points[index]
      if let previous, points[previous] == point {
        ranks[index] = ranks[previous]
        continue
      }
      previous = index
      // A front after one that does not dominate the point does not dominate it either: each of
      // its points is dominated by one of the front before it.
      var rank = 0
      var upper = fronts.count
      while rank < upper {
        let middle = (rank + upper) / 2
        if anyDominates(fronts[middle], point) { rank = middle + 1 } else { upper = middle }
      }
      ranks[index] = rank
      if rank == fronts.count {
        fronts.append(point)
      } else if dimensions <= 2 {
        fronts[rank] = point
      } else {
        fronts[rank] += point
      }
    }
    return ranks
  }

  /// Whether at least one of the points in `front`, which are before `point` in lexicographic order
  /// and differ from it, dominates it.
  private static func anyDominates(_ front: [Double], _ point: [Double]) -> Bool {
    // The points inserted last are the closest ones, and the likeliest to dominate.
    var start = front.count - point.count
    while start >= 0 {
      // The first coordinate is at most the point's because of the order.
      var axis = 1
      while axis < point.count, front[start + axis] <= point[axis] { axis += 1 }
      if axis >= point.count { return true }
      start -= point.count
    }
    return false
  }

  /// The ranks up to the one at which a number of points have a rank; all remaining points get the
  /// next rank.
  ///
  /// - Complexity: O(*n* log *n*) for *n* points in one or two dimensions, otherwise O(*r* · *n*
  ///   (log *n* + *f*)) for *r* ranks with *f* points each.
  static func ranks(of points: [[Double]], atLeast count: Int) -> [Int] {
    let dimensions = points.first?.count ?? 0
    // In more dimensions, a few fronts are found faster one by one than all of them together.
    return dimensions <= 2
      ? rankAll(points, atLeast: count) : rankFrontByFront(points, atLeast: count)
  }

  private static func rankAll(_ points: [[Double]], atLeast count: Int) -> [Int] {
    let ranks = ranks(of: points)
    var sizes = [Int](repeating: 0, count: (ranks.max() ?? -1) + 1)
    for rank in ranks { sizes[rank] += 1 }
    var ranked = 0
    var limit = 0
    while ranked < count, limit < sizes.count {
      ranked += sizes[limit]
      limit += 1
    }
    return ranks.map { min($0, limit) }
  }

  private static func rankFrontByFront(_ points: [[Double]], atLeast count: Int) -> [Int] {
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

  /// The ranks of points under constraints: feasible points by domination, then infeasible points.
  ///
  /// Infeasible points have ranks by ascending violation, and equal ranks for equal violations.
  /// These are the ranks of constrained domination; see ``Fitness/dominates(_:)``.
  ///
  /// - Parameter violations: The total constraint violation of each point, 0 if it is feasible.
  static func ranks(of points: [[Double]], violations: [Double]) -> [Int] {
    let feasible = points.indices.filter { violations[$0] <= 0 }
    let infeasible = points.indices.filter { violations[$0] > 0 }
    var ranks = [Int](repeating: 0, count: points.count)
    var count = 0
    for (index, rank) in zip(feasible, Self.ranks(of: feasible.map { points[$0] })) {
      ranks[index] = rank
      count = max(count, rank + 1)
    }
    for (index, rank) in zip(infeasible, Self.ranks(of: infeasible.map { [violations[$0]] })) {
      ranks[index] = count + rank
    }
    return ranks
  }
}
