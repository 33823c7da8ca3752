/// The objective value and the parameters of a population over its slices, with the lines of copies.
enum PopulationPlot {
  /// The maximum number of panels.
  private static let panelLimit = 12
  /// The maximum number of marks in all panels together.
  private static let limit = 6000

  static func chart(of source: PlotSource) throws(AnalysisError) -> Chart {
    let (objective, choice) = try source.onlyObjective()
    let (complete, omissions) = try source.completeTrials(finite: [objective])
    let trials = complete.filter { $0.member != nil }
    guard !trials.isEmpty else {
      throw source.missing(
        .noTrials, "no complete trial belongs to a population",
        remedy: "draw another plot, or train a population")
    }
    let (parameters, selection) = try source.parameters(
      of: trials, limit: panelLimit - 1, least: 0)
    let kept = source.shown(
      trials, limit: limit / (parameters.count + 1), objectives: [objective])
    let tree = Tree(trials, best: source.study.trials.bestTrial)
    let slices = ChartAxis(
      "slice", AxisFit(tree.slices, source.axes, kind: .integer))
    func panel(_ axis: ChartAxis, _ values: [Double]) -> ChartPanel {
      ChartPanel(
        x: slices, y: axis, marks: tree.marks(of: kept, values) { source.hover(trials[$0]) })
    }
    return source.chart(
      summary: "\(source.counted(tree.copyCount, "copy", "copies")) in a population of "
        + "\(source.counted(tree.memberCount, "member")).",
      notes: choice + omissions + selection + source.downsamplingNote(kept.count, of: trials.count),
      panels: [
        panel(source.axis(ofObjective: objective, trials), trials.map { $0.values[objective] })
      ] + parameters.map { panel($0.axis, $0.values) },
      columnCount: 2,
      legend: [
        ChartLegend("line of the best trial", .line, .series(0)),
        ChartLegend("copy", .dashes, .muted),
      ])
  }

  /// The trials of a population with those that they continue.
  private struct Tree {
    /// The slice of each trial.
    let slices: [Double]
    /// The index of the trial that each trial continues; nil for none.
    private let parents: [Int?]
    /// Whether each trial continues another member's.
    private let isCopy: [Bool]
    /// The indices of the trials on the line of the best one.
    private let bestLine: Set<Int>
    private let numbers: [Int]
    let memberCount: Int

    init(_ trials: [TrialSnapshot], best: TrialSnapshot?) {
      let members = trials.map(\.member)
      let indices = Dictionary(
        uniqueKeysWithValues: trials.enumerated().map { ($1.number, $0) })
      let parents = members.map { $0?.parent.flatMap { indices[$0] } }
      slices = members.map { Double($0?.slice ?? 0) }
      isCopy = zip(members, parents).map { member, parent in
        parent.map { members[$0]?.index != member?.index } ?? false
      }
      memberCount = Set(members.map { $0?.index }).count
      numbers = trials.map(\.number)
      self.parents = parents
      var line: Set<Int> = []
      var next = best.flatMap { indices[$0.number] }
      while let index = next {
        line.insert(index)
        next = parents[index]
      }
      bestLine = line
    }

    var copyCount: Int { isCopy.count { $0 } }

    /// The marks of some trials: a line from the trial that each continues, the line of the best one last.
    func marks(
      of kept: [Int], _ values: [Double], hover: (Int) -> String
    ) -> [ChartMark] {
      let order = kept.filter { !bestLine.contains($0) } + kept.filter(bestLine.contains)
      return order.filter { values[$0].isFinite }.map { index in
        let paint: ChartPaint = bestLine.contains(index) ? .series(0) : .muted
        guard let parent = parents[index], values[parent].isFinite else {
          return .disc(
            slices[index], values[index], paint, key: numbers[index], hover: hover(index))
        }
        return ChartMark(
          shape: .line([
            ChartMark.Point(x: slices[parent], y: values[parent]),
            ChartMark.Point(x: slices[index], y: values[index]),
          ]), paint: paint, opacity: 0.8, width: bestLine.contains(index) ? 2.5 : 1.5,
          isDashed: isCopy[index], key: numbers[index], hover: hover(index))
      }
    }
  }
}
