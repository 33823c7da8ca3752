/// The meaning of a chart's shades: a quantity and its values at both ends.
struct ChartGradient: Sendable {
  let label: String
  /// The value of the faintest shade.
  let low: String
  /// The value of the strongest shade.
  let high: String
  /// The fit that chose the shades; nil if they cover all values.
  var fit: AxisFit?
}
