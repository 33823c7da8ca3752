/// Clipping of lines to a frame.
enum LineClip {
  typealias Point = (x: Double, y: Double)

  /// Returns the vertices of a step line.
  static func corners(ofSteps points: [Point?]) -> [Point?] {
    var corners: [Point?] = []
    for point in points {
      if let point, let last = corners.last, let last { corners.append((point.x, last.y)) }
      corners.append(point)
    }
    return corners
  }

  /// Returns the parts of a line within a frame, separated by nil.
  ///
  /// - Note: Y.-D. Liang and B. A. Barsky, "A New Concept and Method for Line Clipping", ACM
  ///   Transactions on Graphics 3, 1984, doi:10.1145/357332.357333.
  static func part(of line: [Point?], inside frame: ChartLayout.Frame) -> [Point?] {
    var part: [Point?] = []
    for (start, end) in zip(line, line.dropFirst()) {
      guard let start, let end, let (from, to) = clipped(start, end, frame) else {
        part.append(nil)
        continue
      }
      if let last = part.last, let last, last == from {
        part.append(to)
      } else {
        part += [nil, from, to]
      }
    }
    return part
  }

  private static func clipped(
    _ start: Point, _ end: Point, _ frame: ChartLayout.Frame
  ) -> (Point, Point)? {
    var (from, to) = (0.0, 1.0)
    for (step, distance) in [
      (start.x - end.x, start.x - frame.x), (end.x - start.x, frame.right - start.x),
      (start.y - end.y, start.y - frame.y), (end.y - start.y, frame.bottom - start.y),
    ] {
      if step == 0, distance < 0 { return nil }
      if step < 0 { from = max(from, distance / step) }
      if step > 0 { to = min(to, distance / step) }
    }
    guard from <= to else { return nil }
    func point(_ t: Double) -> Point {
      t == 0
        ? start
        : t == 1
          ? end : (start.x + t * (end.x - start.x), start.y + t * (end.y - start.y))
    }
    return (point(from), point(to))
  }
}
