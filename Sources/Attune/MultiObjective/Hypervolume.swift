/// The hypervolume: the volume that points dominate, bounded by a reference point.
///
/// All coordinates are losses, so a point dominates the box between itself and the reference point.
/// A point that is not below the reference point in every coordinate contributes nothing.
///
/// - Note: Implements the algorithm WFG of L. While, L. Bradstreet and L. Barone, "A Fast Way of
///   Calculating Exact Hypervolumes", IEEE Transactions on Evolutionary Computation 16(1), 2012,
///   doi:10.1109/TEVC.2010.2077298, without slicing. The comments use the names of the paper's
///   pseudocode.
enum Hypervolume {
  /// The volume dominated by at least one point: `wfg`.
  ///
  /// - Parameters:
  ///   - points: *n* points of *d* losses, in any order; they may dominate each other.
  ///   - reference: The reference point, of *d* losses.
  static func volume(of points: [[Double]], reference: [Double]) -> Double {
    var total = 0.0
    // The sum of what each point dominates and the points after it do not.
    for (index, point) in points.enumerated() {
      total += gain(of: point, over: Array(points[(index + 1)...]), reference: reference)
    }
    return total
  }

  /// The exclusive hypervolume of a point, which it dominates and the others do not: `exclhv`.
  static func gain(of point: [Double], over others: [[Double]], reference: [Double]) -> Double {
    // `inclhv`: the volume of the box between the point and the reference point.
    let inclusive = zip(reference, point).reduce(1) { $0 * max(0, $1.0 - $1.1) }
    guard inclusive > 0, !others.isEmpty else { return inclusive }
    // `limitset`, eqs. (6) and (7): each other point moved into the box, by the worse coordinate of
    // both points. The moved points dominate what the others dominate of the box.
    let limited = others.map { zip($0, point).map { max($0, $1) } }
    // `nds`: dominated points add nothing, so dropping them only saves time.
    let front = ParetoFront.indices(of: limited).map { limited[$0] }
    return inclusive - volume(of: front, reference: reference)
  }
}
