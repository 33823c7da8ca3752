/// The importance of each parameter for the objective value.
enum ImportancesPlot {
  /// The maximum number of bars in a panel.
  private static let limit = 25

  static func chart(of source: PlotSource) throws(AnalysisError) -> Chart {
    let objectives = try source.objectives()
    var panels: [ChartPanel] = []
    var notes = ["PED-ANOVA: importance for reaching the best 10% of the trials."]
    for objective in objectives {
      let importances = try source.study.importances(
        of: source.plot.parameters, for: .objective(objective))
      guard !importances.isEmpty else {
        throw source.missing(
          .noParameters, "its complete trials have no parameters", remedy: "suggest at least one")
      }
      if importances.count > limit, panels.isEmpty {
        notes.append("The \(limit) most important of \(importances.count) parameters are shown.")
      }
      let name = source.name(ofObjective: objective)
      panels.append(panel(importances, title: objectives.count > 1 ? "For \(name)" : nil))
    }
    return source.chart(
      summary: "Importance of each parameter for the objective value, in descending order.",
      notes: notes, panels: panels, columnCount: min(2, panels.count))
  }

  /// Returns a panel of bars for normalized importances in descending order.
  private static func panel(
    _ importances: [ParameterImportance], title: String?
  ) -> ChartPanel {
    // The axis of categories ends at the top, so the most important parameter is last.
    let shown = Array(importances.prefix(limit).reversed())
    let bars = shown.enumerated().map { index, importance in
      ChartMark(
        shape: .box(
          ChartMark.Point(x: 0, y: Double(index) - 0.35),
          ChartMark.Point(x: importance.value, y: Double(index) + 0.35)),
        paint: .series(0),
        hover: "\(PlotText.shortened(importance.name)): \(PlotText.number(importance.value))")
    }
    return ChartPanel(
      title: title, x: ChartAxis("importance", .fromZero(importances.map(\.value))),
      y: ChartAxis("", .categories(shown.map(\.name)), hasGrid: false), marks: bars,
      height: max(60, Double(shown.count) * 22))
  }
}
