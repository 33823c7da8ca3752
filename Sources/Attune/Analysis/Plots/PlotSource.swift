/// A study with the plot to draw, and operations that several plots share.
struct PlotSource {
  let study: StudySnapshot
  let plot: Plot
  let axes: AxisOptions

  /// Returns a chart with the title and the notes on axes that all plots have.
  func chart(
    summary: String, notes: [String], panels: [ChartPanel], columnCount: Int = 3,
    legend: [ChartLegend] = [], gradient: ChartGradient? = nil
  ) -> Chart {
    Chart(
      title: plot.title, summary: summary, notes: notes + Self.axisNotes(panels), panels: panels,
      columnCount: columnCount, legend: legend, gradient: gradient, keyName: "trial")
  }

  /// Returns notes on values that the axes do not show, without duplicates.
  private static func axisNotes(_ panels: [ChartPanel]) -> [String] {
    let fitted = panels.flatMap(\.axes).filter { $0.fit != nil }
    let hasOneLabel = Set(fitted.map(\.label)).count == 1
    var notes: [String] = []
    for axis in fitted {
      for note in axis.fit?.notes(of: hasOneLabel ? nil : PlotText.shortened(axis.label)) ?? []
      where !notes.contains(note) { notes.append(note) }
    }
    return notes
  }

  /// Returns the error for data that the plot needs and the study lacks.
  func missing(
    _ code: AnalysisError.Code, _ what: String, remedy: String
  ) -> AnalysisError {
    AnalysisError(
      code,
      "the plot \(plot.name) of study \"\(PlotText.shortened(study.name))\" cannot be drawn: \(what); \(remedy)"
    )
  }

  /// Returns the indices of the objectives to show.
  func objectives() throws(AnalysisError) -> [Int] {
    guard let objective = plot.objective else { return Array(study.directions.indices) }
    guard study.directions.indices.contains(objective) else {
      throw missing(
        .invalidRequest, "there is no objective \(objective)",
        remedy: "choose one of 0 to \(study.directions.count - 1)")
    }
    return [objective]
  }

  /// Returns the index of the single objective to show, and a note on the selection.
  func onlyObjective() throws(AnalysisError) -> (Int, notes: [String]) {
    let objective = try objectives()[0]
    guard study.directions.count > 1 else { return (objective, []) }
    return (
      objective,
      ["The objective \(name(ofObjective: objective)) is shown, one of \(study.directions.count)."]
    )
  }

  /// Returns the name of an objective.
  func name(ofObjective objective: Int) -> String { study.objectiveNames[objective] }
}

// MARK: Trials

extension PlotSource {
  /// Returns the complete trials with one value for each objective.
  ///
  /// - Parameter finite: The objectives whose value must be finite; NaN is never shown.
  /// - Returns: The trials, and notes on omitted ones.
  /// - Throws: ``AnalysisError`` if there are none.
  func completeTrials(
    finite: [Int]
  ) throws(AnalysisError) -> (trials: [TrialSnapshot], notes: [String]) {
    var trials: [TrialSnapshot] = []
    var (mismatchedCount, infiniteCount) = (0, 0)
    for trial in study.trials where trial.state == .complete {
      if trial.values.count != study.directions.count {
        mismatchedCount += 1
      } else if !finite.allSatisfy({ trial.values[$0].isFinite }) {
        infiniteCount += 1
      } else {
        trials.append(trial)
      }
    }
    guard !trials.isEmpty else {
      throw missing(
        .noTrials,
        infiniteCount > 0
          ? "no complete trial has a finite value" : "it has no complete trial",
        remedy: "run it until a trial ends with a finite value")
    }
    var notes: [String] = []
    if infiniteCount > 0 {
      notes.append(
        "Omitted \(counted(infiniteCount, "complete trial")) with a value that is not finite.")
    }
    if mismatchedCount > 0 {
      notes.append("Omitted \(counted(mismatchedCount, "trial")) with a wrong number of values.")
    }
    return (trials, notes)
  }

  /// Returns the tooltip of a trial: its number, its values and the given parameters.
  func hover(_ trial: TrialSnapshot, _ parameters: some Sequence<Parameter>) -> String {
    var text = "Trial \(trial.number)"
    if trial.state != .complete { text += ", \(trial.state)" }
    let names = study.objectiveNames
    for (index, value) in trial.values.enumerated() {
      let name = index < names.count ? PlotText.shortened(names[index]) : "value \(index)"
      text += (index == 0 ? ": " : ", ") + name + " " + PlotText.number(value)
    }
    if !trial.isFeasible { text += ", constraints violated" }
    for (index, parameter) in parameters.enumerated() {
      text += (index == 0 ? "; " : ", ") + PlotText.parameter(parameter)
    }
    return text
  }

  /// Returns the tooltip of a trial with its first parameters.
  func hover(_ trial: TrialSnapshot) -> String {
    let more = trial.parameters.count - PlotText.parameterLimit
    return hover(trial, trial.parameters.prefix(PlotText.parameterLimit))
      + (more > 0 ? " and \(more) more" : "")
  }

  /// Returns a count with its noun, such as `1 trial` and `2 trials`.
  func counted(_ count: Int, _ word: String, _ plural: String? = nil) -> String {
    "\(count) \(count == 1 ? word : plural ?? word + "s")"
  }
}

// MARK: Selection and axes

extension PlotSource {
  /// Returns the indices of the trials to draw, including the best by each objective.
  func shown(_ trials: [TrialSnapshot], limit: Int, objectives: [Int]) -> [Int] {
    guard trials.count > limit else { return Array(trials.indices) }
    let best = objectives.flatMap { objective in
      let direction = study.directions[objective]
      let losses = trials.map { direction.loss($0.values[objective]) }
      return trials.indices.sorted { losses[$0] < losses[$1] }
        .prefix(max(1, limit / 4 / objectives.count))
    }
    return Downsampling.kept(trials.count, limit: limit, first: best)
  }

  /// Returns a note if not all trials are drawn.
  func downsamplingNote(_ shown: Int, of count: Int) -> [String] {
    shown < count
      ? ["\(shown) of \(count) trials are drawn: the best, and others at regular intervals."]
      : []
  }

  /// Returns the axis of an objective for some trials.
  func axis(ofObjective objective: Int, _ trials: [TrialSnapshot]) -> ChartAxis {
    ChartAxis(name(ofObjective: objective), fit(ofObjective: objective, trials))
  }

  /// Returns the scale of an objective for some trials, which always includes the best value.
  func fit(
    ofObjective objective: Int, _ trials: [TrialSnapshot], margin: Double = 0.04
  ) -> AxisFit {
    let direction = study.directions[objective]
    // The best feasible value may be an outlier.
    let best = trials.lazy.filter(\.isFeasible).map { direction.loss($0.values[objective]) }.min()
    return AxisFit(
      trials.map { $0.values[objective] }, axes, best: direction,
      keeping: best.map { [direction.loss($0)] } ?? [], margin: margin)
  }

  /// Returns the legend entry of infeasible trials, if there are any.
  func violationLegend(_ trials: [TrialSnapshot]) -> [ChartLegend] {
    trials.contains { !$0.isFeasible }
      ? [ChartLegend("constraints violated", .disc, .muted)] : []
  }
}
