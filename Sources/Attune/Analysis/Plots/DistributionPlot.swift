/// Which share of the complete trials is at most as large as each objective value.
enum DistributionPlot {
  /// How many places a line has at most.
  private static let limit = 1000

  static func chart(of source: PlotSource) throws(AnalysisError) -> Chart {
    let objectives = try source.objectives()
    let (trials, omissions) = try source.completeTrials(finite: objectives)
    let panels = objectives.map { objective in
      let x = source.axis(ofObjective: objective, trials)
      let places = shares(of: trials.map { $0.values[objective] }, limit: limit)
      return ChartPanel(
        x: x, y: ChartAxis("share of trials", .linear(low: 0, high: 1)),
        marks: [ChartMark(shape: .steps(places), paint: .series(0), width: 2)])
    }
    return source.chart(
      summary: "The share of \(source.counted(trials.count, "complete trial")) whose objective "
        + "value is at most so large.",
      notes: omissions, panels: panels, columnCount: min(objectives.count, 2))
  }

  /// The values by size, and which share of all is at most as large as each.
  static func shares(of values: [Double], limit: Int) -> [ChartMark.Place] {
    let sorted = values.sorted()
    var places = sorted.first.map { [ChartMark.Place(x: $0, y: 0)] } ?? []
    for (index, value) in sorted.enumerated() {
      // Of equal values the last one counts them all.
      if index + 1 < sorted.count, sorted[index + 1] == value { continue }
      places.append(ChartMark.Place(x: value, y: Double(index + 1) / Double(sorted.count)))
    }
    return Downsampling.kept(places.count, limit: limit, first: []).map { places[$0] }
  }
}
