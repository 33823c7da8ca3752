/// Scales losses so that the hyperplane through extreme points has intercept 1 on each axis.
///
/// - Note: K. Deb and H. Jain, "An Evolutionary Many-Objective Optimization Algorithm Using
///   Reference-Point-Based Nondominated Sorting Approach, Part I: Solving Problems With Box
///   Constraints", IEEE Transactions on Evolutionary Computation 18(4), 2014,
///   doi:10.1109/TEVC.2013.2281535, Algorithm 2.
enum ObjectiveNormalization {
  /// How far infinite losses are moved beyond the finite ones, in units of their range.
  private static let infinityMargin = 3.0

  /// The weight of the other axes in the achievement scalarizing function.
  private static let otherWeight = 1e6

  /// The normalized losses.
  ///
  /// - Complexity: O(*d*² *n*) for *n* points of *d* losses, and the solution of a linear system of
  ///   *d* unknowns.
  static func normalized(_ points: [[Double]]) -> [[Double]] {
    guard let axes = points.first?.indices else { return [] }
    var points = clipped(points)
    // The ideal point becomes the origin.
    for axis in axes {
      let ideal = points.map { $0[axis] }.min() ?? 0
      for index in points.indices { points[index][axis] -= ideal }
    }
    let scales = reciprocalIntercepts(points)
    return points.map { zip($0, scales).map { $0 * $1 } }
  }

  /// Clips infinite losses to finite ones; an axis without any finite loss becomes constant.
  private static func clipped(_ points: [[Double]]) -> [[Double]] {
    let ranges = points[0].indices.map { axis -> ClosedRange<Double> in
      let finite = points.map { $0[axis] }.filter(\.isFinite)
      guard let least = finite.min(), let most = finite.max() else { return 0...0 }
      let margin = infinityMargin * (most - least)
      return max(
        least - margin, -.greatestFiniteMagnitude)...min(
          most + margin, .greatestFiniteMagnitude)
    }
    return points.map { zip($0, ranges).map { min(max($0, $1.lowerBound), $1.upperBound) } }
  }

  /// The reciprocals of the intercepts of the hyperplane through the extreme points; without a
  /// unique hyperplane those of the largest losses, as in Optuna.
  private static func reciprocalIntercepts(_ points: [[Double]]) -> [Double] {
    let axes = points[0].indices
    let extremes = axes.map { extremePoint(of: points, axis: $0) }
    // A point z of the hyperplane satisfies Σ zᵢ / aᵢ = 1 for the intercepts aᵢ.
    if let reciprocals = LinearSystem.solution(extremes, Array(repeating: 1, count: axes.count)) {
      return reciprocals.map { $0.isFinite ? $0 : 1 }
    }
    return axes.map { axis in
      let largest = points.map { $0[axis] }.max() ?? 0
      return largest == 0 || !(1 / largest).isFinite ? 1 : 1 / largest
    }
  }

  /// The first point that minimizes the achievement scalarizing function of an axis, equation 4.
  private static func extremePoint(of points: [[Double]], axis: Int) -> [Double] {
    var best = points[0]
    var least = Double.infinity
    for point in points {
      var value = -Double.infinity
      for (other, loss) in point.enumerated() {
        value = max(value, other == axis ? loss : loss * otherWeight)
      }
      if value < least { (best, least) = (point, value) }
    }
    return best
  }
}
