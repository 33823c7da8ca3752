/// The empirical distribution function of the objective values of complete trials.
enum DistributionPlot {
  /// The maximum number of points of a line.
  private static let limit = 1000

  static func chart(of source: PlotSource) throws(AnalysisError) -> Chart {
    let objectives = try source.objectives()
    let (trials, omissions) = try source.completeTrials(finite: objectives)
    let panels = objectives.map { objective in
      let x = source.axis(ofObjective: objective, trials)
      let points = distribution(of: trials.map { $0.values[objective] }, limit: limit)
      return ChartPanel(
        x: x, y: ChartAxis("fraction of trials", .linear(low: 0, high: 1)),
        marks: [ChartMark(shape: .steps(points), paint: .series(0), width: 2)])
    }
    return source.chart(
      summary: "Empirical distribution function of the objective values of "
        + "\(source.counted(trials.count, "complete trial")).",
      notes: omissions, panels: panels, columnCount: min(objectives.count, 2))
  }

  /// Returns the values in ascending order with the fraction of all values that are at most as large.
  static func distribution(of values: [Double], limit: Int) -> [ChartMark.Point] {
    let sorted = values.sorted()
    var points = sorted.first.map { [ChartMark.Point(x: $0, y: 0)] } ?? []
    for (index, value) in sorted.enumerated() {
      // The last of equal values has the fraction of all of them.
      if index + 1 < sorted.count, sorted[index + 1] == value { continue }
      points.append(ChartMark.Point(x: value, y: Double(index + 1) / Double(sorted.count)))
    }
    return Downsampling.kept(points.count, limit: limit, first: []).map { points[$0] }
  }
}
