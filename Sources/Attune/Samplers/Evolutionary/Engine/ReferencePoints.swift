/// The reference points of NSGA-III, each of which represents the direction from the ideal point.
struct ReferencePoints: Sendable {
  /// The points; the distance from the origin does not matter.
  let points: [[Double]]

  /// The squared norm of each point.
  private let squaredNorms: [Double]

  /// Creates reference points.
  ///
  /// - Precondition: There is at least one point, all have the same number of coordinates, and none
  ///   is the origin.
  init(_ points: [[Double]]) {
    precondition(!points.isEmpty, "there must be at least one reference point")
    self.points = points
    squaredNorms = points.map { point in
      precondition(
        point.count == points[0].count,
        "reference points must have the same number of coordinates: \(points[0]), \(point)")
      // Optuna squares the norm. This decides which of two equally distant directions is nearest.
      let norm = point.reduce(0) { $0 + $1 * $1 }.squareRoot()
      precondition(
        norm > 0 && norm.isFinite,
        "the coordinates of a reference point must be finite and not all 0: \(point)")
      return norm * norm
    }
  }

  /// Creates evenly spaced points of a hyperplane: all ways to distribute the divisions over the
  /// axes.
  ///
  /// - Note: I. Das and J. E. Dennis, "Normal-Boundary Intersection: A New Method for Generating the
  ///   Pareto Surface in Nonlinear Multicriteria Optimization Problems", SIAM Journal on
  ///   Optimization 8(3), 1998, doi:10.1137/S1052623496307510; Deb and Jain 2014,
  ///   doi:10.1109/TEVC.2013.2281535, section IV-B.
  /// - Parameters:
  ///   - dimensions: The number *d* of objectives, at least 1.
  ///   - divisions: The number *k* of divisions of each axis, at least 1.
  /// - Complexity: O(*d* *p*) for *p* = (*d* + *k* − 1)! / (*k*! (*d* − 1)!) points.
  init(dimensions: Int, divisions: Int = 3) {
    precondition(dimensions > 0 && divisions > 0, "dimensions and divisions must be positive")
    var points: [[Double]] = []
    // The axes of the divisions ascend, which makes each combination occur once.
    func distribute(_ divisions: Int, from axis: Int, over point: [Double]) {
      guard divisions > 0 else { return points.append(point) }
      for axis in axis..<dimensions {
        var next = point
        next[axis] += 1
        distribute(divisions - 1, from: axis, over: next)
      }
    }
    distribute(divisions, from: 0, over: Array(repeating: 0, count: dimensions))
    self.init(points)
  }

  /// The reference direction nearest to a point: its index and the perpendicular distance from it.
  ///
  /// The first one of equally distant directions is nearest.
  ///
  /// - Note: Deb and Jain 2014, doi:10.1109/TEVC.2013.2281535, Algorithm 3.
  func nearest(to point: [Double]) -> (index: Int, distance: Double) {
    var nearest = (index: 0, distance: Double.infinity)
    for (index, reference) in points.enumerated() {
      let scale = 1 / squaredNorms[index]
      var squaredDistance = 0.0
      for (coordinate, axis) in zip(point, reference) {
        // The factors are in Optuna's order, so that equal distances remain equal.
        var projection = 0.0
        for (x, r) in zip(point, reference) { projection += x * r * scale * axis }
        squaredDistance += (coordinate - projection) * (coordinate - projection)
      }
      let distance = squaredDistance.squareRoot()
      if distance < nearest.distance { nearest = (index, distance) }
    }
    return nearest
  }
}
