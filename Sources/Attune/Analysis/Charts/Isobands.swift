/// The areas in which a quantity known at the nodes of a grid reaches levels.
///
/// Places are fractions: the first node of a row lies at 0 and the last at 1, and so for rows.
struct Isobands {
  /// The quantity at the nodes, row by row from the bottom.
  let values: [[Double]]

  /// The polygons in which the quantity, linear along the sides of the cells, reaches a level.
  ///
  /// - Note: W. E. Lorensen and H. E. Cline, "Marching Cubes", SIGGRAPH 1987,
  ///   doi:10.1145/37401.37422, in the plane. Where opposite corners of a cell reach the level and
  ///   the others do not, they are taken as connected.
  /// - Complexity: O(*n*) for *n* nodes.
  func polygons(reaching level: Double) -> [[ChartMark.Place]] {
    var polygons: [[ChartMark.Place]] = []
    for row in 0..<max(0, values.count - 1) {
      let (low, high) = (values[row], values[row + 1])
      var fullStart: Int?
      for column in 0..<max(0, low.count - 1) {
        let isFull =
          min(low[column], low[column + 1], high[column], high[column + 1]) >= level
        // Neighbouring cells that are full make one polygon.
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

  /// The part of a cell in which the quantity reaches a level.
  private func part(of column: Int, _ row: Int, reaching level: Double) -> [ChartMark.Place] {
    let corners = [
      (column, row), (column + 1, row), (column + 1, row + 1), (column, row + 1),
    ]
    var polygon: [ChartMark.Place] = []
    for (index, corner) in corners.enumerated() {
      let next = corners[(index + 1) % 4]
      let (value, nextValue) = (values[corner.1][corner.0], values[next.1][next.0])
      if value >= level { polygon.append(place(Double(corner.0), Double(corner.1))) }
      if (value >= level) != (nextValue >= level) {
        let share = (level - value) / (nextValue - value)
        polygon.append(
          place(
            Double(corner.0) + share * Double(next.0 - corner.0),
            Double(corner.1) + share * Double(next.1 - corner.1)))
      }
    }
    return polygon
  }

  private func rectangle(_ left: Int, _ bottom: Int, _ right: Int, _ top: Int) -> [ChartMark.Place]
  {
    [(left, bottom), (right, bottom), (right, top), (left, top)].map {
      place(Double($0.0), Double($0.1))
    }
  }

  private func place(_ column: Double, _ row: Double) -> ChartMark.Place {
    ChartMark.Place(
      x: column / Double(max(1, (values.first?.count ?? 0) - 1)),
      y: row / Double(max(1, values.count - 1)))
  }
}
