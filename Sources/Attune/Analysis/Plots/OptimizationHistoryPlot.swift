/// The objective values of complete trials by number, and the best so far.
enum OptimizationHistoryPlot {
  /// How many trials all panels show together.
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
          "\(kept.count) of \(trials.count) trials are drawn, each improvement among them.")
      }
      var marks = kept.map { index in
        let trial = trials[index]
        return ChartMark.disc(
          Double(trial.number), trial.values[objective], trial.isFeasible ? .series(0) : .muted,
          key: trial.number, hover: source.hover(trial))
      }
      var line = bests.map {
        ChartMark.Place(x: Double(trials[$0].number), y: trials[$0].values[objective])
      }
      if let best = line.last {
        line.append(ChartMark.Place(x: Double(source.study.trials.count - 1), y: best.y))
      }
      marks.append(ChartMark(shape: .steps(line), paint: .series(1), width: 2))
      panels.append(
        ChartPanel(
          x: ChartAxis(
            "trial",
            .covering(
              [0, max(1, Double(source.study.trials.count - 1))], room: 0.02, isWhole: true)),
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

  /// The places at which the best value so far changes; values that do not count are nil.
  static func improvements(_ values: [Double?], _ direction: Direction) -> [Int] {
    var places: [Int] = []
    var best: Double?
    for (place, value) in values.enumerated() {
      guard let value, best.map({ direction.isBetter(value, than: $0) }) ?? true else { continue }
      best = value
      places.append(place)
    }
    return places
  }

  /// The places of the smallest and the largest value.
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
    return start + " The best is \(PlotText.number(value)), of trial \(best.number)."
  }
}
