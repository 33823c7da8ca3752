/// The Pareto-optimal trials of a multi-objective study.
enum ParetoFrontPlot {
  /// The maximum number of marks in all panels together.
  private static let limit = 3000

  static func chart(of source: PlotSource) throws(AnalysisError) -> Chart {
    let directions = source.study.directions
    guard directions.count > 1 else {
      throw source.missing(
        .unsupported, "it has one objective, and a Pareto front needs at least two",
        remedy: "draw its \(Plot.optimizationHistory.name)")
    }
    let objectives = Array(directions.indices)
    let (trials, omissions) = try source.completeTrials(finite: objectives)
    let feasible = trials.indices.filter { trials[$0].isFeasible }
    let front = Set(
      ParetoFront.indices(of: feasible.map { trials[$0].losses(directions) }).map { feasible[$0] })
    var pairs = objectives.flatMap { x in objectives[(x + 1)...].map { (x, $0) } }
    var notes = omissions
    if pairs.count > 6 {
      notes.append("6 of \(pairs.count) pairs of objectives are shown.")
      pairs = Array(pairs.prefix(6))
    }
    let kept = Downsampling.kept(trials.count, limit: limit / pairs.count, first: front.sorted())
    if kept.count < trials.count {
      let shown = kept.count { front.contains($0) }
      notes.append(
        "\(kept.count) of \(trials.count) trials are drawn, including \(shown) Pareto-optimal ones."
      )
    }
    let order = kept.filter { !front.contains($0) } + kept.filter(front.contains)
    let panels = pairs.map { x, y in
      var marks = order.map { index in
        let trial = trials[index]
        return ChartMark.disc(
          trial.values[x], trial.values[y], radius: front.contains(index) ? 4 : 2.5,
          front.contains(index) ? .series(1) : trial.isFeasible ? .series(0) : .muted,
          key: trial.number, hover: source.hover(trial))
      }
      if objectives.count == 2 {
        let corners = edge(of: kept.filter(front.contains).map { trials[$0].values }, directions)
        marks.insert(ChartMark(shape: .line(corners), paint: .series(1), opacity: 0.6), at: 0)
      }
      return ChartPanel(
        x: source.axis(ofObjective: x, trials), y: source.axis(ofObjective: y, trials),
        marks: marks)
    }
    return source.chart(
      summary:
        "\(source.counted(front.count, "Pareto-optimal trial")) among \(trials.count) complete "
        + "ones, by \(directions.count) objectives.",
      notes: notes, panels: panels, columnCount: pairs.count == 1 ? 1 : pairs.count < 3 ? 2 : 3,
      legend: [
        ChartLegend("Pareto-optimal", .disc, .series(1)),
        ChartLegend("dominated", .disc, .series(0)),
      ] + source.violationLegend(trials))
  }

  /// Returns the boundary of the region that the points dominate, for two objectives.
  static func edge(of points: [[Double]], _ directions: [Direction]) -> [ChartMark.Point] {
    let sorted = points.sorted {
      ($0[0], directions[1].loss($0[1])) < ($1[0], directions[1].loss($1[1]))
    }
    var line: [ChartMark.Point] = []
    for (index, point) in sorted.enumerated() {
      if index > 0 {
        // The corner between two points is on the worse side of both.
        let before = sorted[index - 1]
        line.append(
          directions[0] == .minimize
            ? ChartMark.Point(x: point[0], y: before[1])
            : ChartMark.Point(x: before[0], y: point[1]))
      }
      line.append(ChartMark.Point(x: point[0], y: point[1]))
    }
    return line
  }
}
