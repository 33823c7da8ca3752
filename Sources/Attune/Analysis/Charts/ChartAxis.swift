/// An axis of a panel.
struct ChartAxis: Sendable {
  /// The quantity, with its unit.
  let label: String
  let scale: ChartScale
  /// The fit that chose the scale; nil if the scale shows all values.
  var fit: AxisFit?
  /// Whether grid lines are drawn at the ticks.
  var hasGrid = true

  init(_ label: String, _ scale: ChartScale, hasGrid: Bool = true) {
    self.label = label
    self.scale = scale
    self.hasGrid = hasGrid
  }

  /// Creates an axis from a fit, which may clip outliers.
  init(_ label: String, _ fit: AxisFit) {
    self.label = label
    self.fit = fit
    scale = fit.scale
  }

  /// Returns the side of a clipped axis on which a value lies: 1 above, -1 below, 0 on the axis.
  func side(of value: Double) -> Int {
    guard let fit, value.isFinite, let limits = scale.limits else { return 0 }
    if fit.aboveCount > 0, value > limits.upperBound { return 1 }
    return fit.belowCount > 0 && value < limits.lowerBound ? -1 : 0
  }

  /// Returns the position of a value on the axis, from 0 to 1; clipped values are at the ends.
  func fractionOnAxis(of value: Double) -> Double {
    switch side(of: value) {
    case 1: 1
    case -1: 0
    default: scale.fraction(of: value)
    }
  }
}
