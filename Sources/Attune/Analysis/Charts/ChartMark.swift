/// A mark in a panel, positioned by values on its axes.
struct ChartMark: Sendable {
  /// Values on both axes.
  struct Point: Sendable, Hashable {
    let x: Double
    let y: Double
  }

  /// The geometry of a mark.
  enum Shape: Sendable {
    /// A disc; the radius is in pixels.
    case disc(Point, radius: Double)
    /// A polyline; it is interrupted where a point is not finite.
    case line([Point])
    /// A step line: horizontal to the x value of each next point, then vertical.
    case steps([Point])
    /// A rectangle between two corners.
    case box(Point, Point)
    /// Filled polygons, whose vertices are fractions of the axes.
    case area([[Point]])
  }

  let shape: Shape
  let paint: ChartPaint
  /// The opacity, from 0 to 1.
  var opacity = 1.0
  /// The line width in pixels.
  var width = 1.5
  var isDashed = false
  /// The trial that the mark represents, if it is a single one.
  var key: Int?
  /// The tooltip; none if empty.
  var hover = ""

  static func disc(
    _ x: Double, _ y: Double, radius: Double = 3, _ paint: ChartPaint, key: Int? = nil,
    hover: String = ""
  ) -> ChartMark {
    ChartMark(
      shape: .disc(Point(x: x, y: y), radius: radius), paint: paint, key: key, hover: hover)
  }
}
