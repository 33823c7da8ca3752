/// Trials over pairs of parameters, coloured by the rank of their objective value.
enum RankPlot {
  /// The maximum number of marks in all panels together.
  private static let limit = 4000

  static func chart(of source: PlotSource) throws(AnalysisError) -> Chart {
    let (objective, naming) = try source.onlyObjective()
    let (trials, omissions) = try source.completeTrials(finite: [])
    let (parameters, choice) = try source.parameters(of: trials, limit: 4, least: 2)
    let pairs = try source.pairs(of: parameters)
    let direction = source.study.directions[objective]
    let ranks = ranks(trials.map { direction.loss($0.values[objective]) })
    let kept = source.shown(trials, limit: limit / pairs.count, objectives: [objective])
    // The best trials are drawn last, on top.
    let order = kept.sorted { ranks[$0] == ranks[$1] ? $0 < $1 : ranks[$0] > ranks[$1] }
    let panels = pairs.map { pair in
      let marks = order.filter { pair.has($0) }.map { index in
        let trial = trials[index]
        let relativeRank = trials.count > 1 ? ranks[index] / Double(trials.count - 1) : 0
        return ChartMark.disc(
          pair.x.values[index], pair.y.values[index],
          trial.isFeasible ? .shade(1 - relativeRank) : .muted, key: trial.number,
          hover: source.hover(trial, pair.parameters(of: trial))
            + "; rank \(PlotText.number(ranks[index] + 1))")
      }
      return ChartPanel(x: pair.x.axis, y: pair.y.axis, marks: marks)
    }
    let name = source.name(ofObjective: objective)
    return source.chart(
      summary: "Ranks by \(name) of \(source.counted(trials.count, "complete trial")), over "
        + "\(source.counted(pairs.count, "pair")) of parameters.",
      notes: naming + omissions + choice + source.downsamplingNote(kept.count, of: trials.count),
      panels: panels, columnCount: pairs.count == 1 ? 1 : pairs.count < 3 ? 2 : 3,
      legend: source.violationLegend(trials),
      gradient: ChartGradient(label: "rank by \(name)", low: "worst", high: "best"))
  }

  /// Returns the rank of each value, 0 for the smallest; ties have the mean of their ranks.
  static func ranks(_ values: [Double]) -> [Double] {
    let order = values.indices.sorted { values[$0] < values[$1] }
    var ranks = [Double](repeating: 0, count: values.count)
    var start = 0
    while start < order.count {
      var end = start + 1
      while end < order.count, values[order[end]] == values[order[start]] { end += 1 }
      for index in start..<end { ranks[order[index]] = Double(start + end - 1) / 2 }
      start = end
    }
    return ranks
  }
}
