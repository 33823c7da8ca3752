/// A picture of some numbers: panels with axes and marks, a legend and notes.
///
/// ``StudySnapshot/chart(_:axes:)`` makes one; ``svg(theme:prefix:isTitled:)`` draws it.
public struct Chart: Sendable {
  /// What the picture is called.
  public let title: String
  /// What is to be seen, in a sentence or two.
  public let summary: String
  /// What is left out or to be known, a sentence each.
  public internal(set) var notes: [String] = []

  /// The parts of the picture, row by row.
  var panels: [ChartPanel]
  /// How many panels stand in a row at most.
  var columnCount = 3
  /// What the paints of the marks mean.
  var legend: [ChartLegend] = []
  /// What the continuous paints mean.
  var gradient: ChartGradient?
  /// What the keys of marks are: they are written as the attribute `data-`*name*.
  let keyName: String

  /// Whether any scale is logarithmic or leaves out outliers because of the values that it shows.
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
