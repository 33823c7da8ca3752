/// The volume that points dominate, up to a reference point; all coordinates are losses.
///
/// - Note: L. While, L. Bradstreet and L. Barone, "A Fast Way of Calculating Exact Hypervolumes",
///   IEEE Transactions on Evolutionary Computation 16(1), 2012, doi:10.1109/TEVC.2010.2077298.
enum Hypervolume {
  /// The volume dominated by at least one of the points.
  static func volume(of points: [[Double]], reference: [Double]) -> Double {
    var total = 0.0
    for (index, point) in points.enumerated() {
      total += gain(of: point, over: Array(points[(index + 1)...]), reference: reference)
    }
    return total
  }

  /// The volume that a point dominates and others do not.
  static func gain(of point: [Double], over others: [[Double]], reference: [Double]) -> Double {
    let own = zip(reference, point).reduce(1) { $0 * max(0, $1.0 - $1.1) }
    guard own > 0, !others.isEmpty else { return own }
    let shared = others.map { zip($0, point).map { max($0, $1) } }
    let front = ParetoFront.indices(of: shared).map { shared[$0] }
    return own - volume(of: front, reference: reference)
  }
}
