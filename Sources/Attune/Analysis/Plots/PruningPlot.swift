/// The number of trials that reached each step, and the steps at which trials were pruned.
enum PruningPlot {
  /// The maximum number of bars.
  private static let barLimit = 60

  static func chart(of source: PlotSource) throws(AnalysisError) -> Chart {
    let trials = source.study.trials.filter { $0.state != .waiting }
    let reporting = trials.compactMap { trial in
      trial.lastIntermediateValue.map { (state: trial.state, step: $0.step) }
    }
    guard let first = reporting.map(\.step).min() else {
      throw source.missing(
        .noTrials, "no trial has reported intermediate values",
        remedy: "let the objective call `report(_:step:)`")
    }
    let pruned = reporting.filter { $0.state == .pruned }.map(\.step)
    let summary =
      "Pruned: \(pruned.count) of \(source.counted(reporting.count, "trial")) with reports"
      + (pruned.isEmpty ? "." : ", half of them by step \(pruned.sorted()[pruned.count / 2]).")
    var notes: [String] = []
    let unreportedCount = trials.count - reporting.count
    if unreportedCount > 0 {
      notes.append("Omitted \(source.counted(unreportedCount, "trial")) without reports.")
    }
    let start = min(
      first,
      source.study.trials.lazy.compactMap { $0.intermediateValues.first?.step }
        .min() ?? first)
    let fit = AxisFit(
      reporting.map { Double($0.step) } + [Double(start)], source.axes, kind: .integer)
    let steps = ChartAxis("step", fit)
    var panels = [
      ChartPanel(
        title: "Trials that reached each step", x: steps,
        y: ChartAxis("trials", .fromZero([Double(reporting.count)], isInteger: true)),
        marks: [survival(reporting.map(\.step), start: start)])
    ]
    if !pruned.isEmpty {
      // The width suits the axis; bars beyond it have the same width.
      let bars = bars(pruned, from: start, width: barWidth(over: fit.range))
      let limit = fit.scale.limits?.upperBound ?? .infinity
      panels.append(
        ChartPanel(
          title: "Pruned trials by last step", x: steps,
          y: ChartAxis("trials", .fromZero(bars.map { Double($0.count) }, isInteger: true)),
          marks: bars.map { bar in
            ChartMark(
              shape: .box(
                ChartMark.Point(x: bar.low, y: 0),
                ChartMark.Point(
                  x: bar.low < limit ? min(bar.high, limit) : bar.high, y: Double(bar.count))),
              paint: ChartPaint(.pruned),
              hover: "\(source.counted(bar.count, "trial")) pruned at \(bar.steps)")
          }))
    }
    return source.chart(summary: summary, notes: notes, panels: panels, columnCount: 2)
  }

  /// Returns the line of the number of trials that reached each step.
  private static func survival(_ lastSteps: [Int], start: Int) -> ChartMark {
    let sorted = lastSteps.sorted()
    var line = [ChartMark.Point(x: Double(start), y: Double(sorted.count))]
    for (index, step) in sorted.enumerated()
    where index + 1 == sorted.count || sorted[index + 1] != step {
      // A trial counts up to and including its last step.
      let before = line[line.count - 1].y
      line.append(ChartMark.Point(x: Double(step), y: before))
      if index + 1 < sorted.count {
        line.append(ChartMark.Point(x: Double(step), y: Double(sorted.count - index - 1)))
      }
    }
    return ChartMark(shape: .line(line), paint: .series(0), width: 2)
  }

  /// Returns the number of steps that each bar covers.
  private static func barWidth(over range: ClosedRange<Double>) -> Int {
    let width = (range.upperBound - range.lowerBound) / Double(barLimit) + 1
    return Int(exactly: width.rounded(.down)) ?? .max
  }

  /// Returns the number of trials pruned in each interval of `width` steps.
  static func bars(
    _ steps: [Int], from start: Int, width: Int
  ) -> [(low: Double, high: Double, count: Int, steps: String)] {
    // The distance between two steps may exceed `Int`.
    let (start, width) = (Int128(start), Int128(max(1, width)))
    var counts: [Int128: Int] = [:]
    for step in steps { counts[(Int128(step) - start) / width, default: 0] += 1 }
    return counts.sorted { $0.key < $1.key }.map { bar, count in
      let low = start + bar * width
      let high = low + width - 1
      return (
        Double(low) - 0.45, Double(high) + 0.45, count,
        low == high ? "step \(low)" : "steps \(low) to \(high)"
      )
    }
  }
}
