/// The hypervolume: the volume that points dominate, bounded by a reference point.
///
/// All coordinates are losses, so a point dominates the box between itself and the reference point.
/// A point that is not below the reference point in every coordinate contributes nothing. The
/// volume is infinite if a coordinate of a point is −∞ or one of the reference point is infinite.
///
/// - Note: Two and three dimensions are swept. More dimensions use the algorithm WFG of L. While,
///   L. Bradstreet and L. Barone, "A Fast Way of Calculating Exact Hypervolumes", IEEE Transactions
///   on Evolutionary Computation 16(1), 2012, doi:10.1109/TEVC.2010.2077298, with slicing. The
///   comments use the names of the paper's pseudocode.
enum Hypervolume {
  /// The volume dominated by at least one point.
  ///
  /// - Parameters:
  ///   - points: *n* points of *d* losses, in any order; they may dominate each other.
  ///   - reference: The reference point, of *d* losses.
  /// - Complexity: O(*n* log *n*) in two dimensions, O(*n*²) in three, with a small constant, and
  ///   O(*n*² log *n*) in four for points whose exclusive boxes are small. Exponential in *d*.
  static func volume(of points: [[Double]], reference: [Double]) -> Double {
    guard reference.allSatisfy(\.isFinite) else { return .infinity }
    let within = points.filter { zip($0, reference).allSatisfy { $0 <= $1 } }
    // Optuna's convention also for a point at the reference point's level in another coordinate.
    if within.contains(where: { $0.contains(-.infinity) }) { return .infinity }
    return finiteVolume(of: within, reference: reference)
  }

  /// The exclusive hypervolume of a point, which it dominates and the others do not: `exclhv`.
  static func gain(of point: [Double], over others: [[Double]], reference: [Double]) -> Double {
    guard zip(point, reference).allSatisfy({ $0 < $1 }) else { return 0 }
    // `inclhv`: the volume of the box between the point and the reference point.
    let inclusive = zip(reference, point).reduce(1) { $0 * ($1.0 - $1.1) }
    guard inclusive.isFinite, !others.isEmpty else { return inclusive }
    // `limitset`, eqs. (6) and (7): each other point moved into the box, by the worse coordinate of
    // both points. The moved points dominate what the others dominate of the box.
    let limited = others.map { zip($0, point).map { max($0, $1) } }
    return inclusive - finiteVolume(of: limited, reference: reference)
  }

  /// The volume of finite points; those that are not below the reference point contribute nothing.
  private static func finiteVolume(of points: [[Double]], reference: [Double]) -> Double {
    let points = points.filter { zip($0, reference).allSatisfy { $0 < $1 } }
    switch reference.count {
    case 1: return points.map { reference[0] - $0[0] }.max() ?? 0
    case 2: return area(of: points, reference: reference)
    case 3: return sweptVolume(of: points, reference: reference)
    default: return slicedVolume(of: points, reference: reference)
    }
  }

  /// The area of points in two dimensions.
  private static func area(of points: [[Double]], reference: [Double]) -> Double {
    var staircase = Staircase(reference: reference)
    for point in points { staircase.insert(point[0], point[1]) }
    return staircase.area
  }

  /// The volume of points in three dimensions: the sum of slices between successive third
  /// coordinates, whose cross section is the area of the points seen so far.
  private static func sweptVolume(of points: [[Double]], reference: [Double]) -> Double {
    var staircase = Staircase(reference: reference)
    var volume = 0.0
    var level = reference[2]
    for point in points.sorted(by: { $0[2] < $1[2] }) {
      volume += staircase.area * (point[2] - level)
      staircase.insert(point[0], point[1])
      level = point[2]
    }
    return volume + staircase.area * (reference[2] - level)
  }

  /// The volume of points in more than three dimensions: `wfg`.
  private static func slicedVolume(of points: [[Double]], reference: [Double]) -> Double {
    let last = reference.count - 1
    let base = Array(reference[..<last])
    // `nds`: dominated points add nothing, so dropping them only saves time.
    let front = ParetoFront.indices(of: points).map { points[$0] }
    var volume = 0.0
    var better: [[Double]] = []
    // What a point dominates and no point with a better last coordinate does is a prism: the others
    // dominate as much of each of its cross sections.
    for point in front.sorted(by: { $0[last] < $1[last] }) {
      let section = Array(point[..<last])
      volume += (reference[last] - point[last]) * gain(of: section, over: better, reference: base)
      better.append(section)
    }
    return volume
  }
}
