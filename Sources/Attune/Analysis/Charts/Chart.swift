/// A chart: panels with axes and marks, a legend and notes.
///
/// ``StudySnapshot/chart(_:axes:)`` creates a chart; ``svg(theme:prefix:isTitled:)`` draws it.
public struct Chart: Sendable {
  /// The title.
  package let title: String
  /// A description in one or two sentences.
  package let summary: String
  /// Notes on omitted data and on how to read the chart, one sentence each.
  public internal(set) var notes: [String] = []

  /// The panels, row by row.
  var panels: [ChartPanel]
  /// The maximum number of panels in a row.
  var columnCount = 3
  /// The meanings of the marks' paints.
  var legend: [ChartLegend] = []
  /// The meaning of the continuous shades.
  var gradient: ChartGradient?
  /// The name of the marks' keys, which are written as the attribute `data-`*name*.
  let keyName: String

  /// Whether any scale is logarithmic or clipped because of its values.
  var hasAdaptedScales: Bool {
    (panels.flatMap(\.axes).map(\.fit) + [gradient?.fit]).contains { $0?.isAdapted ?? false }
  }

  init(
    title: String, summary: String, notes: [String] = [], panels: [ChartPanel],
    columnCount: Int = 3, legend: [ChartLegend] = [], gradient: ChartGradient? = nil,
    keyName: String
  ) {
    self.title = title
    self.summary = summary
    self.notes = notes
    self.panels = panels
    self.columnCount = columnCount
    self.legend = legend
    self.gradient = gradient
    self.keyName = keyName
  }
}
