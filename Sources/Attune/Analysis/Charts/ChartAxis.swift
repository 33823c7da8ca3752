/// What is measured along one side of a panel.
struct ChartAxis: Sendable {
  /// What is measured, with its unit.
  let label: String
  let scale: ChartScale
  /// What the scale was chosen for, where it may leave out values.
  var fit: AxisFit?
  /// Whether thin lines go from the ticks through the panel.
  var hasGrid = true

  init(_ label: String, _ scale: ChartScale, hasGrid: Bool = true) {
    self.label = label
    self.scale = scale
    self.hasGrid = hasGrid
  }

  /// An axis for values, not all of which it need show to scale.
  init(_ label: String, _ fit: AxisFit) {
    self.label = label
    self.fit = fit
    scale = fit.scale
  }

  /// Which end of a clipped axis a value lies beyond: 1 above, -1 below, 0 when it is on the axis.
  func side(of value: Double) -> Int {
    guard let fit, value.isFinite, let limits = scale.limits else { return 0 }
    if fit.aboveCount > 0, value > limits.upperBound { return 1 }
    return fit.belowCount > 0 && value < limits.lowerBound ? -1 : 0
  }

  /// How far along the axis a value lies, with those beyond its ends at the ends.
  func fractionOnAxis(of value: Double) -> Double {
    switch side(of: value) {
    case 1: 1
    case -1: 0
    default: scale.fraction(of: value)
    }
  }
}
