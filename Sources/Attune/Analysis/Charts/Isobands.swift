/// The regions in which a quantity, given at the nodes of a grid, reaches a level.
///
/// Coordinates are fractions: the first node of a row is at 0 and the last at 1, and likewise for rows.
struct Isobands {
  /// The quantity at the nodes, row by row from the bottom.
  let values: [[Double]]

  /// Returns the polygons in which the quantity, interpolated linearly along cell edges, reaches a level.
  ///
  /// - Note: W. E. Lorensen and H. E. Cline, "Marching Cubes", SIGGRAPH 1987,
  ///   doi:10.1145/37401.37422, in two dimensions. If only two opposite corners of a cell reach the
  ///   level, they are treated as connected.
  /// - Complexity: O(*n*) for *n* nodes.
  func polygons(reaching level: Double) -> [[ChartMark.Point]] {
    var polygons: [[ChartMark.Point]] = []
    for row in 0..<max(0, values.count - 1) {
      let (low, high) = (values[row], values[row + 1])
      var fullStart: Int?
      for column in 0..<max(0, low.count - 1) {
        let isFull =
          min(low[column], low[column + 1], high[column], high[column + 1]) >= level
        // Adjacent full cells are merged into one polygon.
        if isFull, fullStart == nil { fullStart = column }
        if let start = fullStart, !isFull || column == low.count - 2 {
          polygons.append(rectangle(start, row, isFull ? column + 1 : column, row + 1))
          fullStart = nil
        }
        if !isFull {
          let part = part(of: column, row, reaching: level)
          if part.count > 2 { polygons.append(part) }
        }
      }
    }
    return polygons
  }

  /// Returns the part of a cell in which the quantity reaches a level.
  private func part(of column: Int, _ row: Int, reaching level: Double) -> [ChartMark.Point] {
    let corners = [
      (column, row), (column + 1, row), (column + 1, row + 1), (column, row + 1),
    ]
    var polygon: [ChartMark.Point] = []
    for (index, corner) in corners.enumerated() {
      let next = corners[(index + 1) % 4]
      let (value, nextValue) = (values[corner.1][corner.0], values[next.1][next.0])
      if value >= level { polygon.append(point(Double(corner.0), Double(corner.1))) }
      if (value >= level) != (nextValue >= level) {
        let fraction = (level - value) / (nextValue - value)
        polygon.append(
          point(
            Double(corner.0) + fraction * Double(next.0 - corner.0),
            Double(corner.1) + fraction * Double(next.1 - corner.1)))
      }
    }
    return polygon
  }

  private func rectangle(_ left: Int, _ bottom: Int, _ right: Int, _ top: Int) -> [ChartMark.Point]
  {
    [(left, bottom), (right, bottom), (right, top), (left, top)].map {
      point(Double($0.0), Double($0.1))
    }
  }

  private func point(_ column: Double, _ row: Double) -> ChartMark.Point {
    ChartMark.Point(
      x: column / Double(max(1, (values.first?.count ?? 0) - 1)),
      y: row / Double(max(1, values.count - 1)))
  }
}
