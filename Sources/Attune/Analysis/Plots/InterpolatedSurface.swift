/// A quantity over a plane, interpolated from points by inverse distance weighting.
///
/// - Note: D. Shepard, "A two-dimensional interpolation function for irregularly-spaced data", ACM
///   National Conference 1968, doi:10.1145/800186.810616, with the fourth power of the distance,
///   smoothed near the points.
struct InterpolatedSurface {
  /// The number of grid nodes along a numerical axis.
  private static let nodeCount = 28
  /// A constant added to squared distances, to smooth peaks at the points.
  private static let smoothing = 1e-3

  /// The areas of the shades, the faintest first; empty without points.
  let marks: [ChartMark]

  /// Creates the surface.
  ///
  /// - Parameters:
  ///   - x: The horizontal scale.
  ///   - y: The vertical scale.
  ///   - points: Coordinates, and the value at each, from 0 to 1.
  /// - Complexity: O(*n*) for *n* points, times the number of nodes.
  init(x: ChartScale, y: ChartScale, points: [(x: Double, y: Double, shade: Double)]) {
    let known = points.map {
      (x: x.fraction(of: $0.x), y: y.fraction(of: $0.y), shade: $0.shade)
    }.filter { $0.x.isFinite && $0.y.isFinite }
    guard !known.isEmpty else {
      marks = []
      return
    }
    let (columns, rows) = (Self.nodes(of: x), Self.nodes(of: y))
    // Different categories have distance 1, the length of an axis. Categories without points are left
    // empty.
    let (isXApart, isYApart) = (Self.isCategorical(x), Self.isCategorical(y))
    let reach = (
      x: isXApart ? 0.5 / Double(columns.count) : nil, y: isYApart ? 0.5 / Double(rows.count) : nil
    )
    let isColumnKnown = columns.map { column in
      !isXApart || known.contains { Self.distance($0.x - column, reach.x) == 0 }
    }
    let values = rows.map { row in
      let isRowKnown = !isYApart || known.contains { Self.distance($0.y - row, reach.y) == 0 }
      return zip(columns, isColumnKnown).map { column, isColumnKnown in
        guard isRowKnown, isColumnKnown else { return Double.nan }
        var (sum, weights) = (0.0, 0.0)
        for point in known {
          let dx = Self.distance(point.x - column, reach.x)
          let dy = Self.distance(point.y - row, reach.y)
          let squared = dx * dx + dy * dy + Self.smoothing
          let weight = 1 / (squared * squared)
          sum += weight * point.shade
          weights += weight
        }
        return sum / weights
      }
    }
    // Categories are drawn as blocks centered at the nodes.
    marks =
      isXApart || isYApart
      ? Self.blocks(values) : Self.bands(Isobands(values: values))
  }

  private static func nodes(of scale: ChartScale) -> [Double] {
    if case .categories(let labels) = scale {
      return labels.indices.map { scale.fraction(of: Double($0)) }
    }
    return (0..<nodeCount).map { Double($0) / Double(nodeCount - 1) }
  }

  private static func isCategorical(_ scale: ChartScale) -> Bool {
    if case .categories = scale { true } else { false }
  }

  private static func distance(_ difference: Double, _ reach: Double?) -> Double {
    guard let reach else { return difference }
    return abs(difference) < reach ? 0 : 1
  }

  private static func bands(_ isobands: Isobands) -> [ChartMark] {
    (0..<ChartPaint.shadeCount).compactMap { shade in
      let level = Double(shade) / Double(ChartPaint.shadeCount)
      let polygons = isobands.polygons(reaching: shade == 0 ? -.infinity : level)
      return polygons.isEmpty ? nil : area(polygons, level)
    }
  }

  private static func blocks(_ values: [[Double]]) -> [ChartMark] {
    var polygons: [Double: [[ChartMark.Point]]] = [:]
    let (width, height) = (1 / Double(values[0].count), 1 / Double(values.count))
    for (row, line) in values.enumerated() {
      let shades = line.map {
        $0.isNaN
          ? .nan
          : min(
            Double(ChartPaint.shadeCount - 1), ($0 * Double(ChartPaint.shadeCount)).rounded(.down))
      }
      var start = 0
      for column in shades.indices
      where column + 1 == shades.count || shades[column + 1] != shades[start] {
        defer { start = column + 1 }
        guard !shades[start].isNaN else { continue }
        let (left, right) = (Double(start) * width, Double(column + 1) * width)
        let (bottom, top) = (Double(row) * height, Double(row + 1) * height)
        polygons[shades[start], default: []].append(
          [(left, bottom), (right, bottom), (right, top), (left, top)].map {
            ChartMark.Point(x: $0.0, y: $0.1)
          })
      }
    }
    return polygons.sorted { $0.key < $1.key }.map {
      area($0.value, $0.key / Double(ChartPaint.shadeCount))
    }
  }

  private static func area(_ polygons: [[ChartMark.Point]], _ level: Double) -> ChartMark {
    ChartMark(
      shape: .area(polygons), paint: .shade(level + 0.5 / Double(ChartPaint.shadeCount)))
  }
}
