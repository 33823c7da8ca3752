/// A line for each trial across its objective values and parameters.
enum ParallelCoordinatesPlot {
  /// The maximum number of lines; more would be unreadable.
  private static let limit = 500
  /// The maximum number of axes.
  private static let axisLimit = 10

  static func chart(of source: PlotSource) throws(AnalysisError) -> Chart {
    let objectives = try source.objectives()
    let (trials, omissions) = try source.completeTrials(finite: objectives)
    let (parameters, choice) = try source.parameters(
      of: trials, limit: max(1, axisLimit - objectives.count))
    let kept = source.shown(trials, limit: limit, objectives: objectives)
    let grades = grades(trials, objectives, source.study.directions)
    let names = Set(parameters.map { Name($0.name) })
    // The best trials are drawn last, on top.
    let order = kept.sorted { grades[$0] == grades[$1] ? $0 < $1 : grades[$0] > grades[$1] }
    let worst = max(grades.max() ?? 0, .leastNormalMagnitude)
    let lines = order.map { index in
      let trial = trials[index]
      return ChartPanel.ParallelLine(
        values: objectives.map { trial.values[$0] } + parameters.map { $0.values[index] },
        paint: .shade(1 - grades[index] / worst), isDashed: !trial.isFeasible, key: trial.number,
        hover: source.hover(trial, trial.parameters.filter { names.contains($0.key) }))
    }
    let axes =
      objectives.map { source.axis(ofObjective: $0, trials) } + parameters.map(\.axis)
    let quantity =
      objectives.count == 1 ? "rank by \(source.name(ofObjective: objectives[0]))" : "Pareto rank"
    return source.chart(
      summary: "\(source.counted(trials.count, "complete trial")) as lines across "
        + "\(source.counted(axes.count, "axis", "axes")): objective values and parameters.",
      notes: omissions + choice + source.downsamplingNote(kept.count, of: trials.count),
      panels: [ChartPanel(axes: axes, lines: lines)], columnCount: 1,
      legend: trials.contains { !$0.isFeasible }
        ? [ChartLegend("constraints violated", .dashes, .ink)] : [],
      gradient: ChartGradient(label: quantity, low: "worst", high: "best"))
  }

  /// Returns the rank of each trial, 0 for the best: by a single objective, or the Pareto rank.
  private static func grades(
    _ trials: [TrialSnapshot], _ objectives: [Int], _ directions: [Direction]
  ) -> [Double] {
    let losses = trials.map { trial in objectives.map { directions[$0].loss(trial.values[$0]) } }
    guard objectives.count > 1 else { return RankPlot.ranks(losses.map { $0[0] }) }
    // Ranks beyond the best half would have almost the same shade.
    return ParetoFront.ranks(of: losses, atLeast: min(trials.count, 500)).map(Double.init)
  }
}
