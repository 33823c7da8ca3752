/// A study, and what is to be shown of it.
struct PlotSource {
  let study: StudySnapshot
  let plot: Plot
  let axes: AxisOptions

  /// A chart with what all charts of studies have in common.
  func chart(
    summary: String, notes: [String], panels: [ChartPanel], columnCount: Int = 3,
    legend: [ChartLegend] = [], gradient: ChartGradient? = nil
  ) -> Chart {
    Chart(
      title: plot.title, summary: summary, notes: notes + Self.axisNotes(panels), panels: panels,
      columnCount: columnCount, legend: legend, gradient: gradient, keyName: "trial")
  }

  /// What the axes leave out, once for axes that several panels share.
  private static func axisNotes(_ panels: [ChartPanel]) -> [String] {
    let fitted = panels.flatMap(\.axes).filter { $0.fit != nil }
    let isOne = Set(fitted.map(\.label)).count == 1
    var notes: [String] = []
    for axis in fitted {
      for note in axis.fit?.notes(of: isOne ? nil : PlotText.shortened(axis.label)) ?? []
      where !notes.contains(note) { notes.append(note) }
    }
    return notes
  }

  /// That something is missing which the plot needs.
  func missing(_ what: String, remedy: String) -> AnalysisError {
    AnalysisError(
      "the plot \(plot.name) of study \"\(PlotText.shortened(study.name))\" cannot be drawn: \(what); \(remedy)"
    )
  }

  /// The places of the objectives to be shown.
  func objectives() throws(AnalysisError) -> [Int] {
    guard let objective = plot.objective else { return Array(study.directions.indices) }
    guard study.directions.indices.contains(objective) else {
      throw missing(
        "there is no objective \(objective)",
        remedy: "choose one of 0 to \(study.directions.count - 1)")
    }
    return [objective]
  }

  /// The place of the one objective to be shown, and what is to be said about the choice.
  func onlyObjective() throws(AnalysisError) -> (Int, notes: [String]) {
    let objective = try objectives()[0]
    guard study.directions.count > 1 else { return (objective, []) }
    return (
      objective,
      ["Of \(study.directions.count) objective values, \(name(ofObjective: objective)) is shown."]
    )
  }

  /// What an objective is called.
  func name(ofObjective objective: Int) -> String { study.objectiveNames[objective] }
}

// MARK: Trials

extension PlotSource {
  /// The complete trials that have as many values as the study has directions.
  ///
  /// - Parameter finite: The objectives whose value must be finite; NaN is never shown.
  /// - Returns: The trials, and what is to be said about those left out.
  /// - Throws: When there are none.
  func completeTrials(
    finite: [Int]
  ) throws(AnalysisError) -> (trials: [TrialSnapshot], notes: [String]) {
    var trials: [TrialSnapshot] = []
    var (oddCount, infiniteCount) = (0, 0)
    for trial in study.trials where trial.state == .complete {
      if trial.values.count != study.directions.count {
        oddCount += 1
      } else if !finite.allSatisfy({ trial.values[$0].isFinite }) {
        infiniteCount += 1
      } else {
        trials.append(trial)
      }
    }
    guard !trials.isEmpty else {
      throw missing(
        infiniteCount > 0
          ? "no complete trial has a finite value" : "it has no complete trial",
        remedy: "run it until a trial ends with a finite value")
    }
    var notes: [String] = []
    if infiniteCount > 0 {
      notes.append(
        "\(counted(infiniteCount, "complete trial")) with a value that is not finite left out.")
    }
    if oddCount > 0 {
      notes.append("\(counted(oddCount, "trial")) with another number of values left out.")
    }
    return (trials, notes)
  }

  /// A trial in a line: its number, its values and some of its parameters.
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

  /// A trial in a line with its first parameters.
  func hover(_ trial: TrialSnapshot) -> String {
    let more = trial.parameters.count - PlotText.parameterLimit
    return hover(trial, trial.parameters.prefix(PlotText.parameterLimit))
      + (more > 0 ? " and \(more) more" : "")
  }

  /// A number with the word for what is counted, as in `1 trial` and `2 trials`.
  func counted(_ count: Int, _ word: String, _ plural: String? = nil) -> String {
    "\(count) \(count == 1 ? word : plural ?? word + "s")"
  }
}

// MARK: What several plots have in common

extension PlotSource {
  /// The places of the trials that are drawn, the best of each objective among them.
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

  /// What is to be said where not all trials are drawn.
  func thinningNote(_ shown: Int, of count: Int) -> [String] {
    shown < count
      ? ["\(shown) of \(count) trials are drawn: the best, and others spread evenly by number."]
      : []
  }

  /// The axis of an objective over some trials.
  func axis(ofObjective objective: Int, _ trials: [TrialSnapshot]) -> ChartAxis {
    ChartAxis(name(ofObjective: objective), fit(ofObjective: objective, trials))
  }

  /// The scale of an objective over some trials, on which the best values are shown.
  func fit(
    ofObjective objective: Int, _ trials: [TrialSnapshot], room: Double = 0.04
  ) -> AxisFit {
    let direction = study.directions[objective]
    // The best feasible value may be far from all others.
    let best = trials.lazy.filter(\.isFeasible).map { direction.loss($0.values[objective]) }.min()
    return AxisFit(
      trials.map { $0.values[objective] }, axes, best: direction,
      keeping: best.map { [direction.loss($0)] } ?? [], room: room)
  }

  /// What muted marks mean, where there are any.
  func violationLegend(_ trials: [TrialSnapshot]) -> [ChartLegend] {
    trials.contains { !$0.isFeasible }
      ? [ChartLegend("constraints violated", .disc, .muted)] : []
  }
}
