/// The objective values of complete trials by trial number, and the best value so far.
enum OptimizationHistoryPlot {
  /// The maximum number of trials in all panels together.
  private static let limit = 2000

  static func chart(of source: PlotSource) throws(AnalysisError) -> Chart {
    let objectives = try source.objectives()
    let (trials, omissions) = try source.completeTrials(finite: objectives)
    var notes = omissions
    var panels: [ChartPanel] = []
    for objective in objectives {
      let direction = source.study.directions[objective]
      let bests = improvements(trials.map { $0.isFeasible ? $0.values[objective] : nil }, direction)
      let kept = Downsampling.kept(
        trials.count, limit: limit / objectives.count,
        first: bests.reversed() + extremes(trials.map { $0.values[objective] }))
      if kept.count < trials.count, panels.isEmpty {
        notes.append(
          "\(kept.count) of \(trials.count) trials are drawn, including every improvement.")
      }
      var marks = kept.map { index in
        let trial = trials[index]
        return ChartMark.disc(
          Double(trial.number), trial.values[objective], trial.isFeasible ? .series(0) : .muted,
          key: trial.number, hover: source.hover(trial))
      }
      var line = bests.map {
        ChartMark.Point(x: Double(trials[$0].number), y: trials[$0].values[objective])
      }
      if let best = line.last {
        line.append(ChartMark.Point(x: Double(source.study.trials.count - 1), y: best.y))
      }
      marks.append(ChartMark(shape: .steps(line), paint: .series(1), width: 2))
      panels.append(
        ChartPanel(
          x: ChartAxis(
            "trial",
            .covering(
              [0, max(1, Double(source.study.trials.count - 1))], margin: 0.02, isInteger: true)),
          y: source.axis(ofObjective: objective, trials),
          marks: marks))
    }
    let legend =
      [
        ChartLegend("complete trial", .disc, .series(0)),
        ChartLegend("best so far", .line, .series(1)),
      ] + source.violationLegend(trials)
    return source.chart(
      summary: summary(of: source, trials), notes: notes, panels: panels,
      columnCount: objectives.count > 4 ? 3 : min(2, objectives.count), legend: legend)
  }

  /// Returns the indices at which the best value so far improves; infeasible values are nil.
  static func improvements(_ values: [Double?], _ direction: Direction) -> [Int] {
    var indices: [Int] = []
    var best: Double?
    for (index, value) in values.enumerated() {
      guard let value, best.map({ direction.isBetter(value, than: $0) }) ?? true else { continue }
      best = value
      indices.append(index)
    }
    return indices
  }

  /// Returns the indices of the smallest and the largest value.
  private static func extremes(_ values: [Double]) -> [Int] {
    [
      values.indices.min { values[$0] < values[$1] },
      values.indices.max { values[$0] < values[$1] },
    ]
    .compactMap(\.self)
  }

  private static func summary(of source: PlotSource, _ trials: [TrialSnapshot]) -> String {
    let start =
      "Objective values of \(source.counted(trials.count, "complete trial")) by trial number."
    guard let best = source.study.trials.bestTrial, let value = best.value else { return start }
    return start + " The best value is \(PlotText.number(value)), in trial \(best.number)."
  }
}
