/// The triangles at the edges of a panel, which stand for marks beyond its axes.
struct EdgeMarks {
  /// Which way a triangle points.
  enum Direction: Hashable {
    case up, down, left, right
  }

  /// A triangle with its tip on an edge.
  struct Arrow {
    /// The corners in pixels, the tip first.
    let corners: [(x: Double, y: Double)]
    let paint: ChartPaint

    init(tip: (x: Double, y: Double), pointing: Direction, size: Double, paint: ChartPaint) {
      let depth = 1.6 * size
      corners =
        switch pointing {
        case .up: [tip, (tip.x + size, tip.y + depth), (tip.x - size, tip.y + depth)]
        case .down: [tip, (tip.x - size, tip.y - depth), (tip.x + size, tip.y - depth)]
        case .left: [tip, (tip.x + depth, tip.y - size), (tip.x + depth, tip.y + size)]
        case .right: [tip, (tip.x - depth, tip.y + size), (tip.x - depth, tip.y - size)]
        }
      self.paint = paint
    }
  }

  /// Where on which edge a triangle is, to a few pixels: closer ones cannot be told apart.
  private struct Spot: Hashable {
    let direction: Direction
    let bucket: Int
  }

  private let x: ChartAxis
  private let y: ChartAxis
  private let frame: ChartLayout.Frame
  private var taken: Set<Spot> = []
  private var lines: [Spot: Arrow] = [:]
  private var lineOrder: [Spot] = []

  init(x: ChartAxis, y: ChartAxis, frame: ChartLayout.Frame) {
    self.x = x
    self.y = y
    self.frame = frame
  }

  /// Whether anything may lie beyond the axes.
  var isClipped: Bool {
    [x.fit, y.fit].contains { $0.map { $0.aboveCount + $0.belowCount > 0 } ?? false }
  }

  /// The triangles of lines and boxes where no mark of its own has one.
  var linesAlone: [Arrow] { lineOrder.filter { !taken.contains($0) }.compactMap { lines[$0] } }

  /// The triangle in the place of a mark that lies beyond an axis; nil where it lies within both.
  mutating func arrow(
    at value: ChartMark.Place, _ point: (x: Double, y: Double), size: Double, paint: ChartPaint
  ) -> Arrow? {
    guard let direction = direction(of: value) else { return nil }
    let tip = frame.nearest(to: point)
    taken.insert(spot(direction, tip))
    return Arrow(tip: tip, pointing: direction, size: size, paint: paint)
  }

  /// Takes note of a place that a line goes through; returns whether it lies within both axes.
  mutating func addLine(
    through value: ChartMark.Place, _ point: (x: Double, y: Double), paint: ChartPaint
  ) -> Bool {
    guard let direction = direction(of: value) else { return true }
    let tip = frame.nearest(to: point)
    let spot = spot(direction, tip)
    if lines[spot] == nil { lineOrder.append(spot) }
    // The last line is drawn above the others.
    lines[spot] = Arrow(tip: tip, pointing: direction, size: 4.5, paint: paint)
    return false
  }

  /// Takes note of the corners of a box; returns whether all of it lies beyond one edge.
  mutating func addBox(
    from a: (value: ChartMark.Place, point: (x: Double, y: Double)),
    to b: (value: ChartMark.Place, point: (x: Double, y: Double)), paint: ChartPaint
  ) -> Bool {
    // The triangle is in the middle of the side that is cut off.
    let middle = (x: (a.point.x + b.point.x) / 2, y: (a.point.y + b.point.y) / 2)
    for corner in [a, b] {
      let (sideX, sideY) = (x.side(of: corner.value.x), y.side(of: corner.value.y))
      if sideX != 0 { _ = addLine(through: corner.value, (corner.point.x, middle.y), paint: paint) }
      if sideX == 0, sideY != 0 {
        _ = addLine(through: corner.value, (middle.x, corner.point.y), paint: paint)
      }
    }
    let (sideX, sideY) = (x.side(of: a.value.x), y.side(of: a.value.y))
    return sideX != 0 && sideX == x.side(of: b.value.x)
      || sideY != 0 && sideY == y.side(of: b.value.y)
  }

  private func direction(of value: ChartMark.Place) -> Direction? {
    switch (x.side(of: value.x), y.side(of: value.y)) {
    case (_, 1): .up
    case (_, -1): .down
    case (1, _): .right
    case (-1, _): .left
    default: nil
    }
  }

  private func spot(_ direction: Direction, _ tip: (x: Double, y: Double)) -> Spot {
    let along = direction == .up || direction == .down ? tip.x : tip.y
    return Spot(direction: direction, bucket: Int(along / 8))
  }
}

extension ChartLayout.Frame {
  /// The point of the frame that lies nearest to one.
  func nearest(to point: (x: Double, y: Double)) -> (x: Double, y: Double) {
    (max(x, min(right, point.x)), max(y, min(bottom, point.y)))
  }
}
