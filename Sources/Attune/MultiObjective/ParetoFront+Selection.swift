extension ParetoFront {
  /// The places of the best points: whole ranks as far as they fit, and of the next rank those that
  /// together dominate the most volume.
  ///
  /// - Parameter count: How many to select, at most all.
  /// - Complexity: As for the ranks, and for the ``HypervolumeSubset`` of the rank that does not fit.
  static func best(_ count: Int, of points: [[Double]]) -> [Int] {
    guard count < points.count else { return Array(points.indices) }
    let ranks = ranks(of: points, atLeast: count)
    var best: [Int] = []
    var rank = 0
    while best.count < count {
      let members = ranks.indices.filter { ranks[$0] == rank }
      best += HypervolumeSubset.indices(
        of: members.map { points[$0] }, count: min(members.count, count - best.count)
      ).map { members[$0] }
      rank += 1
    }
    return best
  }
}
