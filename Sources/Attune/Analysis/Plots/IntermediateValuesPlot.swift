/// The intermediate values of trials by step.
enum IntermediateValuesPlot {
  /// The maximum number of lines; more would be unreadable.
  private static let limit = 400
  /// The maximum number of points in all lines together.
  private static let pointLimit = 40_000

  static func chart(of source: PlotSource) throws(AnalysisError) -> Chart {
    let trials = source.study.trials.filter {
      [.complete, .pruned, .running].contains($0.state) && !$0.intermediateValues.isEmpty
    }
    guard !trials.isEmpty else {
      throw source.missing(
        .noTrials, "no trial has reported intermediate values",
        remedy: "let the objective call `report(_:step:)`")
    }
    let kept = Downsampling.kept(
      trials.count, limit: limit, first: best(trials, source.study.directions[0]))
    let length = pointLimit / kept.count
    // Complete trials are drawn last, above the pruned ones.
    let order = kept.sorted { a, b in
      let (x, y) = (layer(trials[a].state), layer(trials[b].state))
      return x == y ? a < b : x < y
    }
    let marks = order.map { index in
      let trial = trials[index]
      let reports = trial.intermediateValues
      let points = Downsampling.kept(reports.count, limit: length, first: []).map {
        ChartMark.Point(x: Double(reports[$0].step), y: reports[$0].value)
      }
      return ChartMark(
        shape: .line(points), paint: trial.isFeasible ? paint(trial.state) : .muted, opacity: 0.65,
        isDashed: trial.state == .pruned, key: trial.number, hover: source.hover(trial))
    }
    let all = trials.lazy.flatMap { $0.intermediateValues }
    let values = AxisFit(all.map(\.value), source.axes, best: source.study.directions[0])
    let steps = AxisFit(all.map { Double($0.step) }, source.axes, kind: .integer)
    return source.chart(
      summary: "Intermediate values of \(source.counted(trials.count, "trial")) by step.",
      notes: source.downsamplingNote(kept.count, of: trials.count),
      panels: [
        ChartPanel(
          x: ChartAxis("step", steps), y: ChartAxis("intermediate value", values), marks: marks)
      ],
      columnCount: 1,
      legend: [TrialState.complete, .pruned, .running].compactMap { state in
        guard trials.contains(where: { $0.state == state }) else { return nil }
        return ChartLegend("\(state)", state == .pruned ? .dashes : .line, paint(state))
      })
  }

  /// Returns the indices of complete trials by their last report, the best first.
  private static func best(_ trials: [TrialSnapshot], _ direction: Direction) -> [Int] {
    let losses = trials.map { trial in
      trial.lastIntermediateValue.map { direction.loss($0.value) } ?? .nan
    }
    return losses.indices.filter { !losses[$0].isNaN && trials[$0].state == .complete }
      .sorted { losses[$0] == losses[$1] ? $0 < $1 : losses[$0] < losses[$1] }
  }

  private static func layer(_ state: TrialState) -> Int {
    state == .pruned ? 0 : state == .complete ? 1 : 2
  }

  private static func paint(_ state: TrialState) -> ChartPaint { ChartPaint(state) }
}
