/// What trials reported step by step.
enum IntermediateValuesPlot {
  /// How many lines there are: of more nothing could be seen.
  private static let limit = 400
  /// How many places all lines have together.
  private static let placeLimit = 40_000

  static func chart(of source: PlotSource) throws(AnalysisError) -> Chart {
    let trials = source.study.trials.filter {
      [.complete, .pruned, .running].contains($0.state) && !$0.intermediateValues.isEmpty
    }
    guard !trials.isEmpty else {
      throw source.missing(
        "no trial has reported intermediate values",
        remedy: "let the objective call `report(_:step:)`")
    }
    let kept = Downsampling.kept(
      trials.count, limit: limit, first: best(trials, source.study.directions[0]))
    let length = placeLimit / kept.count
    // Complete trials are drawn last, above the pruned ones.
    let order = kept.sorted { a, b in
      let (x, y) = (layer(trials[a].state), layer(trials[b].state))
      return x == y ? a < b : x < y
    }
    let marks = order.map { index in
      let trial = trials[index]
      let reports = trial.intermediateValues
      let places = Downsampling.kept(reports.count, limit: length, first: []).map {
        ChartMark.Place(x: Double(reports[$0].step), y: reports[$0].value)
      }
      return ChartMark(
        shape: .line(places), paint: trial.isFeasible ? paint(trial.state) : .muted, opacity: 0.65,
        isDashed: trial.state == .pruned, key: trial.number, hover: source.hover(trial))
    }
    let all = trials.lazy.flatMap { $0.intermediateValues }
    let values = AxisFit(all.map(\.value), source.axes, best: source.study.directions[0])
    let steps = AxisFit(all.map { Double($0.step) }, source.axes, kind: .integer)
    return source.chart(
      summary: "Intermediate values of \(source.counted(trials.count, "trial")) by step.",
      notes: source.thinningNote(kept.count, of: trials.count),
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

  /// The places of the trials by their last report, the best first.
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
