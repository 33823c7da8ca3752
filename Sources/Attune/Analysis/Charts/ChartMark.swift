/// Something drawn in a panel, by the values of its axes.
struct ChartMark: Sendable {
  /// A place on both axes.
  struct Place: Sendable, Hashable {
    let x: Double
    let y: Double
  }

  /// What is drawn.
  enum Shape: Sendable {
    /// A disc of a radius.
    case disc(Place, radius: Double)
    /// A line from place to place; it is interrupted where a place is not finite.
    case line([Place])
    /// A line that goes on level to each next place and only there up or down.
    case steps([Place])
    /// A rectangle between two corners.
    case box(Place, Place)
    /// The inside of polygons, whose corners are given as fractions of the axes.
    case area([[Place]])
  }

  let shape: Shape
  let paint: ChartPaint
  /// How much covers what is below, from 0 to 1.
  var opacity = 1.0
  /// The width of lines.
  var width = 1.5
  var isDashed = false
  /// What the mark stands for, if for one thing.
  var key: Int?
  /// What is told about the mark when the pointer rests on it; nothing when empty.
  var hover = ""

  static func disc(
    _ x: Double, _ y: Double, radius: Double = 3, _ paint: ChartPaint, key: Int? = nil,
    hover: String = ""
  ) -> ChartMark {
    ChartMark(
      shape: .disc(Place(x: x, y: y), radius: radius), paint: paint, key: key, hover: hover)
  }
}
