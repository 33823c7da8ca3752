extension ParetoFront {
  /// The indices of the best points: whole ranks as long as they fit, then the subset of the next
  /// rank with the largest hypervolume, selected greedily.
  ///
  /// - Parameter count: The number of points to select; all are selected if there are fewer.
  /// - Complexity: That of ``ranks(of:atLeast:)`` and of ``HypervolumeSubset`` for the rank that
  ///   does not fit.
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
