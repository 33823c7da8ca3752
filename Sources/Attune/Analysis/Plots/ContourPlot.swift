/// The objective value over pairs of parameters, interpolated between the trials.
enum ContourPlot {
  /// How many marks all panels show together.
  private static let limit = 1500

  static func chart(of source: PlotSource) throws(AnalysisError) -> Chart {
    let (objective, naming) = try source.onlyObjective()
    let (trials, omissions) = try source.completeTrials(finite: [objective])
    let (parameters, choice) = try source.parameters(of: trials, limit: 4, least: 2)
    let pairs = try source.pairs(of: parameters)
    let kept = source.shown(trials, limit: limit / pairs.count, objectives: [objective])
    let grading = Grading(
      trials.map { $0.values[objective] }, direction: source.study.directions[objective])
    let panels = pairs.map { pair in
      let places = kept.filter { pair.has($0) }
      let field = PlotField(
        x: pair.x.scale, y: pair.y.scale,
        points: places.map {
          (pair.x.values[$0], pair.y.values[$0], grading.shade(trials[$0].values[objective]))
        })
      let discs = places.map { index in
        let trial = trials[index]
        return ChartMark.disc(
          pair.x.values[index], pair.y.values[index], radius: 2,
          trial.isFeasible ? .ink : .muted, key: trial.number,
          hover: source.hover(trial, pair.parameters(of: trial)))
      }
      return ChartPanel(
        x: ChartAxis(pair.x.name, pair.x.scale, hasGrid: false),
        y: ChartAxis(pair.y.name, pair.y.scale, hasGrid: false), marks: field.marks + discs)
    }
    let name = source.name(ofObjective: objective)
    return source.chart(
      summary: "Objective values of \(source.counted(trials.count, "complete trial")) over "
        + "\(source.counted(pairs.count, "pair")) of parameters.",
      notes: naming + ["Between trials, values are weighed by distance."] + omissions + choice
        + source.thinningNote(kept.count, of: trials.count),
      panels: panels, columnCount: pairs.count == 1 ? 1 : pairs.count < 3 ? 2 : 3,
      legend: source.violationLegend(trials),
      gradient: ChartGradient(label: name, low: grading.worstText, high: grading.bestText))
  }

  /// How good values are as shades; the worst tenth is one shade, or outliers would take all others.
  private struct Grading {
    private let direction: Direction
    private let best: Double
    private let worst: Double
    private let isCut: Bool

    init(_ values: [Double], direction: Direction) {
      let losses = values.map { direction.loss($0) }.sorted()
      self.direction = direction
      best = losses[0]
      worst = losses[(losses.count - 1) * 9 / 10]
      isCut = losses[losses.count - 1] > worst
    }

    func shade(_ value: Double) -> Double {
      let length = worst / 2 - best / 2
      guard length > 0 else { return 0.5 }
      return 1 - min(1, max(0, (direction.loss(value) / 2 - best / 2) / length))
    }

    var bestText: String { PlotText.number(direction.loss(best)) }

    var worstText: String {
      let text = PlotText.number(direction.loss(worst))
      return isCut ? (direction == .minimize ? "≥ " : "≤ ") + text : text
    }
  }
}
