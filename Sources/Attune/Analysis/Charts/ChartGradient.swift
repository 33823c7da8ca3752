/// What the shades of a chart mean: a quantity, and its values at both ends.
struct ChartGradient: Sendable {
  let label: String
  /// What the faintest shade means.
  let low: String
  /// What the strongest shade means.
  let high: String
  /// What the shades were chosen for, where they may leave out values.
  var fit: AxisFit?
}
