/// How much each parameter matters for the objective value.
enum ImportancesPlot {
  /// How many bars a panel has.
  private static let limit = 25

  static func chart(of source: PlotSource) throws(AnalysisError) -> Chart {
    let objectives = try source.objectives()
    var panels: [ChartPanel] = []
    var notes = ["By PED-ANOVA: what it takes to be among the best tenth of the trials."]
    for objective in objectives {
      let importances = try source.study.importances(
        of: source.plot.parameters, for: .objective(objective))
      guard !importances.isEmpty else {
        throw source.missing(
          "its complete trials have no parameters", remedy: "suggest at least one")
      }
      if importances.count > limit, panels.isEmpty {
        notes.append("The \(limit) most important of \(importances.count) parameters are shown.")
      }
      let name = source.name(ofObjective: objective)
      panels.append(panel(importances, title: objectives.count > 1 ? "For \(name)" : nil))
    }
    return source.chart(
      summary: "How much each parameter matters for the objective value, the most important first.",
      notes: notes, panels: panels, columnCount: min(2, panels.count))
  }

  /// The bars for parameters by descending importance, which add up to 1.
  private static func panel(
    _ importances: [ParameterImportance], title: String?
  ) -> ChartPanel {
    // The most important stands at the top, where the axis of categories ends.
    let shown = Array(importances.prefix(limit).reversed())
    let bars = shown.enumerated().map { place, importance in
      ChartMark(
        shape: .box(
          ChartMark.Place(x: 0, y: Double(place) - 0.35),
          ChartMark.Place(x: importance.value, y: Double(place) + 0.35)),
        paint: .series(0),
        hover: "\(PlotText.shortened(importance.name)): \(PlotText.number(importance.value))")
    }
    return ChartPanel(
      title: title, x: ChartAxis("importance", .fromZero(importances.map(\.value))),
      y: ChartAxis("", .categories(shown.map(\.name)), hasGrid: false), marks: bars,
      height: max(60, Double(shown.count) * 22))
  }
}
