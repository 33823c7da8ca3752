/// The paint of a mark; the theme defines its colour.
enum ChartPaint: Sendable, Hashable {
  /// The colour of a data series.
  case series(Int)
  /// A shade from 0 (close to the background) to 1 (most prominent).
  case shade(Double)
  /// The colour of less important marks.
  case muted
  /// The colour of text.
  case ink

  /// The number of series colours, which then repeat.
  static let seriesCount = 6
  /// The number of distinct shades.
  static let shadeCount = 10

  /// The name of the colour in a theme.
  var name: String {
    switch self {
    case .series(let index): "series-\(index % Self.seriesCount)"
    case .shade(let value):
      "shade-\(min(Self.shadeCount - 1, max(0, Int(value * Double(Self.shadeCount)))))"
    case .muted: "muted"
    case .ink: "ink"
    }
  }
}
