/// The hypervolume that the Pareto front dominates after each trial.
enum HypervolumeHistoryPlot {
  private static let limit = 2000

  static func chart(of source: PlotSource) throws(AnalysisError) -> Chart {
    let directions = source.study.directions
    guard directions.count > 1 else {
      throw source.missing(
        .unsupported, "it has one objective, and a hypervolume needs at least two",
        remedy: "draw its \(Plot.optimizationHistory.name)")
    }
    let (trials, omissions) = try source.completeTrials(finite: Array(directions.indices))
    let feasible = trials.filter(\.isFeasible)
    let worst = directions.indices.map { axis in
      let values = feasible.map { $0.values[axis] }
      return (directions[axis] == .minimize ? values.max() : values.min()) ?? 0
    }
    let reference = source.plot.reference ?? worst
    guard reference.count == directions.count, reference.allSatisfy(\.isFinite) else {
      throw source.missing(
        .invalidRequest,
        "the reference point \(reference) is not one finite value for each direction",
        remedy: "give \(directions.count) values")
    }
    let volumes = volumes(
      trials.map { $0.isFeasible ? $0.losses(directions) : nil },
      reference: zip(directions, reference).map { $0.loss($1) })
    let bests = OptimizationHistoryPlot.improvements(volumes, .maximize)
    let kept = Downsampling.kept(trials.count, limit: limit, first: bests)
    let line = bests.map { ChartMark.Point(x: Double(trials[$0].number), y: volumes[$0]) }
    let last = ChartMark.Point(
      x: Double(source.study.trials.count - 1), y: volumes.last ?? 0)
    let marks =
      [ChartMark(shape: .steps(line + [last]), paint: .series(0), width: 2)]
      + kept.map { index in
        ChartMark.disc(
          Double(trials[index].number), volumes[index], radius: 2.5,
          trials[index].isFeasible ? .series(0) : .muted, key: trials[index].number,
          hover: "Trial \(trials[index].number): hypervolume \(PlotText.number(volumes[index]))")
      }
    let point = reference.map { PlotText.number($0) }.joined(separator: ", ")
    return source.chart(
      summary: "The hypervolume dominated by \(source.counted(trials.count, "complete trial")) "
        + "reaches \(PlotText.number(volumes.last ?? 0)).",
      notes: ["The reference point is (\(point))."] + omissions
        + source.downsamplingNote(kept.count, of: trials.count),
      panels: [
        ChartPanel(
          x: ChartAxis("trial", .covering([0, max(1, last.x)], margin: 0.02, isInteger: true)),
          y: ChartAxis(
            "hypervolume", AxisFit(volumes, source.axes, best: .maximize, from: 0)),
          marks: marks)
      ],
      columnCount: 1, legend: source.violationLegend(trials))
  }

  /// Returns the dominated hypervolume after each point; infeasible points are nil.
  static func volumes(_ points: [[Double]?], reference: [Double]) -> [Double] {
    var front: [[Double]] = []
    var volume = 0.0
    return points.map { point in
      guard let point, zip(point, reference).allSatisfy({ $0 <= $1 }),
        !front.contains(where: { $0 == point || ParetoFront.dominates($0, point) })
      else { return volume }
      volume += Hypervolume.gain(of: point, over: front, reference: reference)
      front.removeAll { ParetoFront.dominates(point, $0) }
      front.append(point)
      return volume
    }
  }
}
