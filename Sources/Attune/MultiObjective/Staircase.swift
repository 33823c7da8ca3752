/// The area that points of two dimensions dominate, bounded by a reference point, as points are
/// inserted.
///
/// The points on the front, by ascending first coordinate, are the corners of a staircase.
struct Staircase {
  /// The area dominated by the inserted points.
  private(set) var area = 0.0

  private let reference: (x: Double, y: Double)

  /// The corners, whose first coordinates ascend and whose second ones descend.
  private var corners: [(x: Double, y: Double)] = []

  /// Creates a staircase without points.
  ///
  /// - Parameter reference: The reference point; further coordinates are ignored.
  init(reference: [Double]) {
    self.reference = (reference[0], reference[1])
  }

  /// Inserts a point below the reference point.
  ///
  /// - Complexity: O(*n*) for *n* corners; O(log *n*) if the point is dominated.
  mutating func insert(_ x: Double, _ y: Double) {
    // The first corner that is not to the left of the point.
    var start = 0
    var end = corners.count
    while start < end {
      let middle = (start + end) / 2
      if corners[middle].x < x { start = middle + 1 } else { end = middle }
    }
    var top = start > 0 ? corners[start - 1].y : reference.y
    guard y < top else { return }
    // The new area consists of a rectangle below each step from the point to the first lower corner.
    var left = x
    end = start
    while end < corners.count, corners[end].y >= y {
      area += (corners[end].x - left) * (top - y)
      (left, top) = corners[end]
      end += 1
    }
    let right = end < corners.count ? corners[end].x : reference.x
    // A corner of the same first coordinate that is not higher dominates the point: no width.
    guard right > left else { return }
    area += (right - left) * (top - y)
    corners.replaceSubrange(start..<end, with: [(x: x, y: y)])
  }
}
