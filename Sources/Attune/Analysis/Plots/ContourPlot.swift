/// The objective value over pairs of parameters, interpolated between the trials.
enum ContourPlot {
  /// The maximum number of marks in all panels together.
  private static let limit = 1500

  static func chart(of source: PlotSource) throws(AnalysisError) -> Chart {
    let (objective, naming) = try source.onlyObjective()
    let (trials, omissions) = try source.completeTrials(finite: [objective])
    let (parameters, choice) = try source.parameters(of: trials, limit: 4, least: 2)
    let pairs = try source.pairs(of: parameters)
    let kept = source.shown(trials, limit: limit / pairs.count, objectives: [objective])
    let grading = Grading(
      fit: source.fit(ofObjective: objective, trials, margin: 0),
      direction: source.study.directions[objective])
    let name = source.name(ofObjective: objective)
    let panels = pairs.map { pair in
      let indices = kept.filter { pair.has($0) }
      let surface = InterpolatedSurface(
        x: pair.x.scale, y: pair.y.scale,
        points: indices.map {
          (pair.x.values[$0], pair.y.values[$0], grading.shade(trials[$0].values[objective]))
        })
      let discs = indices.map { index in
        let trial = trials[index]
        return ChartMark.disc(
          pair.x.values[index], pair.y.values[index], radius: 2,
          trial.isFeasible ? .ink : .muted, key: trial.number,
          hover: source.hover(trial, pair.parameters(of: trial)))
      }
      return ChartPanel(
        x: ChartAxis(pair.x.name, pair.x.scale, hasGrid: false),
        y: ChartAxis(pair.y.name, pair.y.scale, hasGrid: false), marks: surface.marks + discs)
    }
    return source.chart(
      summary: "Objective values of \(source.counted(trials.count, "complete trial")) over "
        + "\(source.counted(pairs.count, "pair")) of parameters.",
      notes: naming + ["Values between trials are interpolated by inverse distance weighting."]
        + omissions + choice
        + source.downsamplingNote(kept.count, of: trials.count)
        + grading.fit.notes(of: PlotText.shortened(name), marked: " (beyond the colour scale)"),
      panels: panels, columnCount: pairs.count == 1 ? 1 : pairs.count < 3 ? 2 : 3,
      legend: source.violationLegend(trials),
      gradient: ChartGradient(
        label: grading.fit.isLog ? name + " (logarithmic)" : name, low: grading.worstText,
        high: grading.bestText, fit: grading.fit))
  }

  /// The mapping from values to shades, from 0 for the worst value on the scale to 1 for the best.
  private struct Grading {
    let fit: AxisFit
    let direction: Direction

    func shade(_ value: Double) -> Double {
      let position = fit.position(of: value)
      return direction == .minimize ? 1 - position : position
    }

    var bestText: String {
      PlotText.number(direction == .minimize ? fit.range.lowerBound : fit.range.upperBound)
    }

    var worstText: String {
      direction == .minimize
        ? (fit.aboveCount > 0 ? "≥ " : "") + PlotText.number(fit.range.upperBound)
        : (fit.belowCount > 0 ? "≤ " : "") + PlotText.number(fit.range.lowerBound)
    }
  }
}
