/// The triangles at the edges of a panel that represent marks beyond its axes.
struct EdgeMarks {
  /// The direction of a triangle.
  enum Direction: Hashable {
    case up, down, left, right
  }

  /// A triangle with its tip on an edge.
  struct Arrow {
    /// The corners in pixels, starting with the tip.
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

  /// The position of a triangle on an edge, rounded to a few pixels, since closer ones overlap.
  private struct Slot: Hashable {
    let direction: Direction
    let bucket: Int
  }

  private let x: ChartAxis
  private let y: ChartAxis
  private let frame: ChartLayout.Frame
  private var taken: Set<Slot> = []
  private var lines: [Slot: Arrow] = [:]
  private var lineOrder: [Slot] = []

  init(x: ChartAxis, y: ChartAxis, frame: ChartLayout.Frame) {
    self.x = x
    self.y = y
    self.frame = frame
  }

  /// Whether any value may lie beyond the axes.
  var isClipped: Bool {
    [x.fit, y.fit].contains { $0.map { $0.aboveCount + $0.belowCount > 0 } ?? false }
  }

  /// The triangles of lines and boxes at positions without a triangle of a disc.
  var unmarkedLineArrows: [Arrow] {
    lineOrder.filter { !taken.contains($0) }.compactMap { lines[$0] }
  }

  /// Returns the triangle that replaces a mark beyond an axis, or nil if the mark is within both axes.
  mutating func arrow(
    at value: ChartMark.Point, _ point: (x: Double, y: Double), size: Double, paint: ChartPaint
  ) -> Arrow? {
    guard let direction = direction(of: value) else { return nil }
    let tip = frame.nearest(to: point)
    taken.insert(slot(direction, tip))
    return Arrow(tip: tip, pointing: direction, size: size, paint: paint)
  }

  /// Records a point of a line, and returns whether it is within both axes.
  mutating func addLine(
    through value: ChartMark.Point, _ point: (x: Double, y: Double), paint: ChartPaint
  ) -> Bool {
    guard let direction = direction(of: value) else { return true }
    let tip = frame.nearest(to: point)
    let slot = slot(direction, tip)
    if lines[slot] == nil { lineOrder.append(slot) }
    // The last line has the topmost triangle.
    lines[slot] = Arrow(tip: tip, pointing: direction, size: 4.5, paint: paint)
    return false
  }

  /// Records the corners of a box, and returns whether the whole box is beyond one edge.
  mutating func addBox(
    from a: (value: ChartMark.Point, point: (x: Double, y: Double)),
    to b: (value: ChartMark.Point, point: (x: Double, y: Double)), paint: ChartPaint
  ) -> Bool {
    // The triangle is at the middle of the clipped side.
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

  private func direction(of value: ChartMark.Point) -> Direction? {
    switch (x.side(of: value.x), y.side(of: value.y)) {
    case (_, 1): .up
    case (_, -1): .down
    case (1, _): .right
    case (-1, _): .left
    default: nil
    }
  }

  private func slot(_ direction: Direction, _ tip: (x: Double, y: Double)) -> Slot {
    let along = direction == .up || direction == .down ? tip.x : tip.y
    return Slot(direction: direction, bucket: Int(along / 8))
  }
}

extension ChartLayout.Frame {
  /// Returns the point of the frame nearest to a given point.
  func nearest(to point: (x: Double, y: Double)) -> (x: Double, y: Double) {
    (max(x, min(right, point.x)), max(y, min(bottom, point.y)))
  }
}
