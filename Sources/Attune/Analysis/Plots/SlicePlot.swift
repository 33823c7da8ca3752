/// The objective value against each parameter.
enum SlicePlot {
  /// The maximum number of panels.
  private static let panelLimit = 12
  /// The maximum number of marks in all panels together.
  private static let limit = 6000

  static func chart(of source: PlotSource) throws(AnalysisError) -> Chart {
    let objectives = try source.objectives()
    let (trials, omissions) = try source.completeTrials(finite: objectives)
    let (parameters, choice) = try source.parameters(
      of: trials, limit: max(1, panelLimit / objectives.count))
    let kept = source.shown(
      trials, limit: limit / (parameters.count * objectives.count), objectives: objectives)
    let last = Double(max(1, source.study.trials.count - 1))
    var panels: [ChartPanel] = []
    for objective in objectives {
      let y = source.axis(ofObjective: objective, trials)
      for parameter in parameters {
        let marks = kept.filter { parameter.values[$0].isFinite }.map { index in
          let trial = trials[index]
          return ChartMark.disc(
            parameter.values[index], trial.values[objective],
            trial.isFeasible ? .shade(Double(trial.number) / last) : .muted, key: trial.number,
            hover: source.hover(
              trial, trial.parameters.filter { $0.name.isIdentical(to: parameter.name) }))
        }
        panels.append(ChartPanel(x: parameter.axis, y: y, marks: marks))
      }
    }
    return source.chart(
      summary: "Objective values of \(source.counted(trials.count, "complete trial")) against "
        + "\(source.counted(parameters.count, "parameter")).",
      notes: omissions + choice + source.downsamplingNote(kept.count, of: trials.count),
      panels: panels, columnCount: parameters.count < 3 || parameters.count == 4 ? 2 : 3,
      legend: source.violationLegend(trials),
      gradient: ChartGradient(
        label: "trial", low: "0", high: "\(source.study.trials.count - 1)"))
  }
}
