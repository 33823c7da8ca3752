/// The parts of lines that lie within a frame.
enum LineClip {
  typealias Point = (x: Double, y: Double)

  /// The corners of a line that goes on level to each next place and only there up or down.
  static func corners(ofSteps places: [Point?]) -> [Point?] {
    var corners: [Point?] = []
    for place in places {
      if let place, let last = corners.last, let last { corners.append((place.x, last.y)) }
      corners.append(place)
    }
    return corners
  }

  /// The line where it lies within a frame, interrupted by nil elsewhere.
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
    for (step, room) in [
      (start.x - end.x, start.x - frame.x), (end.x - start.x, frame.right - start.x),
      (start.y - end.y, start.y - frame.y), (end.y - start.y, frame.bottom - start.y),
    ] {
      if step == 0, room < 0 { return nil }
      if step < 0 { from = max(from, room / step) }
      if step > 0 { to = min(to, room / step) }
    }
    guard from <= to else { return nil }
    func point(_ share: Double) -> Point {
      share == 0
        ? start
        : share == 1
          ? end : (start.x + share * (end.x - start.x), start.y + share * (end.y - start.y))
    }
    return (point(from), point(to))
  }
}
