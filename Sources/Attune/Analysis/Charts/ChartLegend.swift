/// A legend entry: the meaning of a paint.
struct ChartLegend: Sendable {
  /// The symbol that shows the paint.
  enum Symbol: Sendable {
    case disc
    case line
    case dashes
    case box
  }

  let label: String
  let symbol: Symbol
  let paint: ChartPaint

  init(_ label: String, _ symbol: Symbol, _ paint: ChartPaint) {
    self.label = label
    self.symbol = symbol
    self.paint = paint
  }
}
