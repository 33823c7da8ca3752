/// Points that no other point dominates, all coordinates being losses.
enum ParetoFront {
  /// Whether `a` is at least as good as `b` everywhere and better somewhere.
  static func dominates(_ a: [Double], _ b: [Double]) -> Bool {
    var isBetter = false
    for (x, y) in zip(a, b) {
      if x > y { return false }
      if x < y { isBetter = true }
    }
    return isBetter
  }

  /// The places of the points on the front, ascending; equal points all stay.
  ///
  /// - Complexity: O(*n* (log *n* + *f*)) for *n* points, *f* of them on the front.
  static func indices(of points: [[Double]]) -> [Int] {
    // In lexicographic order a point can only be dominated by one before it.
    let order = points.indices.sorted { points[$0].lexicographicallyPrecedes(points[$1]) }
    var front: [Int] = []
    for index in order where !front.contains(where: { dominates(points[$0], points[index]) }) {
      front.append(index)
    }
    return front.sorted()
  }

  /// The rank of each point: 0 on the front, 1 on the front of the rest, and so on.
  ///
  /// - Parameter count: Ranks are told apart until this many points have one; what is left shares
  ///   the next.
  /// - Complexity: O(*r* · *n* (log *n* + *f*)) for *r* ranks.
  static func ranks(of points: [[Double]], atLeast count: Int) -> [Int] {
    var ranks = [Int](repeating: 0, count: points.count)
    var remaining = Array(points.indices)
    var rank = 0
    while !remaining.isEmpty {
      let front =
        points.count - remaining.count < count
        ? indices(of: remaining.map { points[$0] }) : Array(remaining.indices)
      for place in front { ranks[remaining[place]] = rank }
      let taken = Set(front)
      remaining = remaining.indices.filter { !taken.contains($0) }.map { remaining[$0] }
      rank += 1
    }
    return ranks
  }
}
