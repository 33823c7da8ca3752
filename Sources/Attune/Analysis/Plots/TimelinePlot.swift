/// The start, end and state of each trial.
enum TimelinePlot {
  private static let limit = 2000

  static func chart(of source: PlotSource) throws(AnalysisError) -> Chart {
    let trials = source.study.trials.filter { $0.startTime != nil }
    guard !trials.isEmpty else {
      throw source.missing(.noTrials, "no trial has been started", remedy: "run the study")
    }
    let times = trials.flatMap { [$0.startTime, $0.endTime] }.compactMap { $0.map(seconds) }
    let (start, end) = (times.min() ?? 0, times.max() ?? 0)
    // The longest trials and those without an end are kept first.
    let durations = trials.map(sortDuration)
    let median = durations.sorted()[trials.count / 2]
    let kept = Downsampling.kept(
      trials.count, limit: limit,
      first: trials.indices.filter { durations[$0] > median }
        .sorted { durations[$0] > durations[$1] })
    // Half the height of a bar, so that bars are visible among few and among many trials.
    let half = max(min(0.4, 0.1 * Double(trials.count)), Double(trials.count) / 500)
    let marks = kept.map { index in
      let trial = trials[index]
      let started = trial.startTime.map(seconds) ?? start
      let ended = trial.endTime.map(seconds) ?? end
      return ChartMark(
        shape: .box(
          ChartMark.Point(x: started, y: Double(trial.number) - half),
          ChartMark.Point(x: ended, y: Double(trial.number) + half)),
        paint: paint(trial), key: trial.number,
        hover: source.hover(trial) + "; "
          + (trial.duration.map { "duration \(text($0))" } ?? "not finished"))
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
        "\(kept.count) of \(trials.count) trials are drawn: the longest, and others at regular intervals."
      )
    }
    if states.contains(.running) {
      notes.append("Running trials are drawn up to the last recorded time.")
    }
    return source.chart(
      summary: "Start and end of \(source.counted(trials.count, "trial")) within \(text(length)).",
      notes: notes,
      panels: [
        ChartPanel(
          x: ChartAxis(
            "time (UTC), from \(day(start))", AxisFit(times, source.axes, kind: .time)),
          y: ChartAxis(
            "trial", .covering(trials.map { Double($0.number) }, margin: 0.03, isInteger: true)),
          marks: marks)
      ],
      columnCount: 1, legend: legend)
  }

  private static func paint(_ trial: TrialSnapshot) -> ChartPaint {
    trial.state == .complete && !trial.isFeasible ? .muted : ChartPaint(trial.state)
  }

  /// Returns the duration in seconds; infinite for a trial without an end.
  private static func sortDuration(_ trial: TrialSnapshot) -> Double {
    trial.duration?.inSeconds ?? .infinity
  }

  private static func seconds(_ time: Timestamp) -> Double {
    Double(time.microsecondsSince1970) / 1e6
  }

  private static func day(_ seconds: Double) -> String {
    String(ChartScale.timestamp(seconds).description.prefix(10))
  }

  /// Returns a duration in seconds below a minute, otherwise in clock format.
  private static func text(_ duration: Duration) -> String {
    duration < .seconds(60)
      ? PlotText.number(duration.inSeconds) + " s" : duration.clockText
  }
}
