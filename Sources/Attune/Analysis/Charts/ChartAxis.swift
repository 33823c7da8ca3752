/// What is measured along one side of a panel.
struct ChartAxis: Sendable {
  /// What is measured, with its unit.
  let label: String
  let scale: ChartScale
  /// Whether thin lines go from the ticks through the panel.
  var hasGrid = true

  init(_ label: String, _ scale: ChartScale, hasGrid: Bool = true) {
    self.label = label
    self.scale = scale
    self.hasGrid = hasGrid
  }
}
