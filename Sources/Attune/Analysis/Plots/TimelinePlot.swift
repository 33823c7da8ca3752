/// When trials ran and what became of them.
enum TimelinePlot {
  private static let limit = 2000

  static func chart(of source: PlotSource) throws(AnalysisError) -> Chart {
    let trials = source.study.trials.filter { $0.startTime != nil }
    guard !trials.isEmpty else {
      throw source.missing("no trial has been started", remedy: "run it")
    }
    let times = trials.flatMap { [$0.startTime, $0.endTime] }.compactMap { $0.map(seconds) }
    let (start, end) = (times.min() ?? 0, times.max() ?? 0)
    // What took longest and what did not end well is what one looks for.
    let interests = trials.map(interest)
    let usual = interests.sorted()[trials.count / 2]
    let kept = Downsampling.kept(
      trials.count, limit: limit,
      first: trials.indices.filter { interests[$0] > usual }
        .sorted { interests[$0] > interests[$1] })
    // So high that a bar can be seen among few trials and among many.
    let half = max(min(0.4, 0.1 * Double(trials.count)), Double(trials.count) / 500)
    let marks = kept.map { index in
      let trial = trials[index]
      let begun = trial.startTime.map(seconds) ?? start
      let ended = trial.endTime.map(seconds) ?? end
      return ChartMark(
        shape: .box(
          ChartMark.Place(x: begun, y: Double(trial.number) - half),
          ChartMark.Place(x: ended, y: Double(trial.number) + half)),
        paint: paint(trial), key: trial.number,
        hover: source.hover(trial) + "; "
          + (trial.duration.map { "took \(text($0))" } ?? "has not ended"))
    }
    let states = Set(trials.map(\.state))
    var legend = TrialState.allCases.filter(states.contains).map {
      ChartLegend("\($0)", .box, ChartPaint($0))
    }
    if trials.contains(where: { $0.state == .complete && !$0.isFeasible }) {
      legend.append(ChartLegend("constraints violated", .box, .muted))
    }
    let length = Duration.milliseconds(Int64(((end - start) * 1000).rounded()))
    var notes: [String] = []
    if kept.count < trials.count {
      notes.append(
        "\(kept.count) of \(trials.count) trials are drawn: the longest, and others spread evenly.")
    }
    if states.contains(.running) {
      notes.append("Trials under way are drawn up to the last moment that the study records.")
    }
    return source.chart(
      summary: "\(source.counted(trials.count, "trial")) over \(text(length)), by start and end.",
      notes: notes,
      panels: [
        ChartPanel(
          x: ChartAxis(
            "time (UTC), from \(day(start))", AxisFit(times, source.axes, kind: .time)),
          y: ChartAxis(
            "trial", .covering(trials.map { Double($0.number) }, room: 0.03, isWhole: true)),
          marks: marks)
      ],
      columnCount: 1, legend: legend)
  }

  private static func paint(_ trial: TrialSnapshot) -> ChartPaint {
    trial.state == .complete && !trial.isFeasible ? .muted : ChartPaint(trial.state)
  }

  private static func interest(_ trial: TrialSnapshot) -> Double {
    trial.duration?.inSeconds ?? .infinity
  }

  private static func seconds(_ time: Timestamp) -> Double {
    Double(time.microsecondsSince1970) / 1e6
  }

  private static func day(_ seconds: Double) -> String {
    String(ChartScale.timestamp(seconds).description.prefix(10))
  }

  /// Short times in seconds, long ones as on a clock.
  private static func text(_ duration: Duration) -> String {
    duration < .seconds(60)
      ? PlotText.number(duration.inSeconds) + " s" : duration.clockText
  }
}
