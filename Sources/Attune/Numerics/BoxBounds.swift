/// The bounds of each coordinate of a minimization.
struct BoxBounds: Sendable, Hashable {
  let lows: [Double]
  let highs: [Double]

  /// Bounds of 0 and 1.
  static func unitCube(_ count: Int) -> BoxBounds {
    BoxBounds(
      lows: [Double](repeating: 0, count: count), highs: [Double](repeating: 1, count: count))
  }

  /// No bounds.
  static func unbounded(_ count: Int) -> BoxBounds {
    BoxBounds(
      lows: [Double](repeating: -.infinity, count: count),
      highs: [Double](repeating: .infinity, count: count))
  }

  /// The nearest point within the bounds.
  func projection(of point: [Double]) -> [Double] {
    point.indices.map { min(max(point[$0], lows[$0]), highs[$0]) }
  }

  /// Whether a descent along the negative gradient would leave the bounds in a coordinate.
  func blocks(_ index: Int, at point: [Double], gradient: [Double]) -> Bool {
    gradient[index] > 0 ? point[index] <= lows[index] : point[index] >= highs[index]
  }
}
