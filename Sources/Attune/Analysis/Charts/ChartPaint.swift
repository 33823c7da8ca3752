/// What a mark is painted with; the theme says which colour that is.
enum ChartPaint: Sendable, Hashable {
  /// The colour of a series of its own, told apart from the others.
  case series(Int)
  /// A shade between 0, close to the background, and 1, which stands out most.
  case shade(Double)
  /// The colour of what matters less.
  case muted
  /// The colour of text.
  case ink

  /// How many series are told apart; further ones start again.
  static let seriesCount = 6
  /// How many shades are told apart.
  static let shadeCount = 10

  /// The name of the colour among those of a theme.
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
