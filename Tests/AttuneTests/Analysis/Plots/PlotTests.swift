import Testing

@testable import Attune

/// Every plot of any study is drawn or reports why it cannot be.
@Suite struct PlotTests {
  /// An unusual study.
  enum Oddity: String, CaseIterable {
    case empty, one, failed, waiting, equal, infinite, huge, constant, lonely, conditional, hostile
    case several, many

    func study() throws -> StudySnapshot {
      let name =
        self == .hostile ? "<b>\u{202E}\"\(String(repeating: "x", count: 10_000))" : rawValue
      let count = [.empty: 0, .waiting: 0, .one: 1, .several: 40, .many: 120][self] ?? 12
      let directions: [Direction] =
        self == .several ? [.minimize, .maximize, .minimize] : [.minimize]
      let study = try Study(name, directions: directions, sampler: .random, seed: 1)
      if self == .waiting { try study.enqueue(["x": 1]) }
      try study.optimize(trials: count, maxConsecutiveFailures: .max) { trial -> [Double] in
        try self.run(trial)
      }
      return study.snapshot
    }

    private func run(_ trial: Attune.Trial) throws -> [Double] {
      struct Failure: Error {}
      if self == .constant { return [Double(try trial.suggest("c", in: 2...2))] }
      let x = try trial.suggest(self == .hostile ? "<x>&\u{1}" : "x", in: 0.0...1.0)
      if self == .lonely { return [x] }
      let kind = try trial.suggest("kind", from: ["]]>", "b", "日本"])
      if self == .conditional, kind == "b" { _ = try trial.suggest("depth", in: 1...9) }
      if self == .many { for name in 0..<30 { _ = try trial.suggest("p\(name)", in: 0.0...1.0) } }
      // Multi-objective studies do not support intermediate values.
      if self != .several {
        try trial.report(self == .infinite ? .infinity : x, step: trial.number)
      }
      if self != .several, trial.number % 5 == 3 { throw TrialPruned() }
      if self == .failed { throw Failure() }
      let values = [x, 1 - x, x * x]
      switch self {
      case .equal: return [1]
      case .infinite: return [trial.number.isMultiple(of: 2) ? .infinity : -.infinity]
      case .huge: return [trial.number.isMultiple(of: 2) ? 1.7e308 : -1.7e308]
      case .several: return values
      default: return [x]
      }
    }
  }

  @Test(arguments: Oddity.allCases)
  func `every plot of an unusual study is well-formed or reports missing data`(oddity: Oddity)
    throws
  {
    let study = try oddity.study()
    for plot in Plot.all {
      do throws(AnalysisError) {
        let chart = try study.chart(plot)
        let svg = chart.svg()
        #expect(throws: Never.self) { try parse(svg) }
        #expect(!svg.contains("nan") && !svg.contains("\"inf"), "\(plot)")
        #expect(chart.svg() == svg)
        #expect(!chart.title.isEmpty && chart.summary.count > 20)
      } catch {
        #expect(error.description.count < 400, "\(error)")
      }
    }
  }

  @Test func `plots have unique names`() {
    #expect(Set(Plot.all.map(\.name)).count == 13)
    #expect(Set(Plot.all.map(\.title)).count == 13)
    #expect(Plot.optimizationHistory.description == "optimization-history")
  }

  @Test(arguments: [
    (Oddity.empty, Plot.optimizationHistory, "it has no complete trial"),
    (.failed, .slice, "it has no complete trial"),
    (.infinite, .slice, "no complete trial has a finite value"),
    (.lonely, .contour, "1 parameter cannot make a pair"),
    (.lonely, .intermediateValues, "no trial has reported intermediate values"),
    (.one, .paretoFront, "it has one objective"),
    (.waiting, .timeline, "no trial has been started"),
    (.one, .slice.showing(parameters: ["y"]), "no complete trial has a parameter \"y\""),
    (.one, .slice.showing(objective: 1), "there is no objective 1"),
    (.several, .hypervolumeHistory.referencePoint([1]), "is not one finite value for each"),
  ])
  func `errors name the missing data`(oddity: Oddity, plot: Plot, message: String) throws {
    let study = try oddity.study()
    let error = #expect(throws: AnalysisError.self) { try study.chart(plot) }
    #expect(error?.description.contains(message) == true, "\(String(describing: error))")
  }

  @Test func `the requested parameters are shown`() throws {
    let study = try Oddity.many.study()
    let slice = try study.chart(.slice.showing(parameters: ["p3", "kind"]))
    #expect(slice.panels.map { $0.xAxis?.label } == ["kind", "p3"])
    #expect(slice.panels[0].xAxis?.scale == .categories(["]]>", "b", "日本"]))
    let all = try study.chart(.slice)
    #expect(all.panels.count == 12)
    #expect(all.panels.contains { $0.xAxis?.label == "x" }, "the only one that matters is missing")
    #expect(all.notes.contains { $0.contains("12 most important of 32 parameters") })
  }

  @Test func `the requested objective is shown`() throws {
    let study = try Oddity.several.study()
    #expect(try study.chart(.optimizationHistory).panels.count == 3)
    let history = try study.chart(.optimizationHistory.showing(objective: 1))
    #expect(history.panels.map { $0.yAxis?.label } == ["value 1"])
    #expect(try study.chart(.paretoFront).panels.count == 3)
  }

  @Test func `pairs that no trial has are left out`() throws {
    let study = try Study("pairs", sampler: .random, seed: 1)
    try study.optimize(trials: 20) { trial in
      let isA = try trial.suggest("is a", from: [true, false])
      return try trial.suggest(isA ? "a" : "b", in: 0.0...1.0)
    }
    let labels = try study.snapshot.chart(.contour).panels.map {
      [$0.xAxis?.label, $0.yAxis?.label]
    }
    #expect(labels == [["a", "is a"], ["b", "is a"]])
  }

  @Test func `trials without a finite value are left out and counted`() throws {
    let study = try Study("inf", sampler: .random, seed: 1)
    try study.optimize(trials: 10) { trial in
      let x = try trial.suggest("x", in: 0.0...1.0)
      return trial.number < 3 ? .infinity : x
    }
    let chart = try study.snapshot.chart(.slice)
    #expect(chart.panels[0].discs().count == 7)
    #expect(chart.notes.contains("Omitted 3 complete trials with a value that is not finite."))
  }

  @Test func `a bounded number of trials is drawn, including every improvement`() throws {
    let study = try Study("many", sampler: .random, seed: 1)
    try study.optimize(trials: 5000) { trial in
      let x = try trial.suggest("x", in: 0.0...1.0)
      return x + 1 / Double(trial.number + 1)
    }
    for plot in Plot.all {
      guard let chart = try? study.snapshot.chart(plot) else { continue }
      #expect(chart.panels.reduce(0) { $0 + $1.marks.count } <= 6100, "\(plot)")
      #expect(chart.svg().utf8.count < 2_000_000, "\(plot)")
    }
    let history = try study.snapshot.chart(.optimizationHistory)
    let drawn = Set(history.panels[0].discs().compactMap(\.key))
    let line = try #require(history.panels[0].lines.first).points
    #expect(drawn.count <= 2000 && line.dropLast().allSatisfy { drawn.contains(Int($0.x)) })
    #expect(history.notes.contains { $0.contains("of 5000 trials are drawn") })
  }

  @Test func `the pruning plot counts trials by the step they reached`() throws {
    let study = try Study("pruned", sampler: .random, seed: 1)
    // Trials 0 to 3 reach the steps 0 to 3; the first three are pruned there.
    try study.optimize(trials: 4) { trial in
      for step in 0...trial.number { try trial.report(1, step: step) }
      if trial.number < 3 { throw TrialPruned() }
      return 1
    }
    let panels = try study.snapshot.chart(.pruning).panels
    let line = try #require(panels[0].lines.first).points
    #expect(
      line.map { [$0.x, $0.y] } == [
        [0, 4], [0, 4], [0, 3], [1, 3], [1, 2], [2, 2], [2, 1], [3, 1],
      ])
    let bars = PruningPlot.bars([0, 1, 1, 200], from: 0, width: 5)
    #expect(bars.map(\.count) == [3, 1])
    #expect(bars.map(\.steps) == ["steps 0 to 4", "steps 200 to 204"])
  }

  @Test func `steps as far apart as integers can be have bars`() {
    let bars = PruningPlot.bars([0, .max], from: 0, width: .max / 60)
    #expect(bars.map(\.count) == [1, 1])
    #expect(PruningPlot.bars([.min, .max], from: .min, width: .max).map(\.count) == [1, 1])
  }

  @Test func `ties have the mean of their ranks`() {
    #expect(RankPlot.ranks([3, 1, 3, 2]) == [2.5, 0, 2.5, 1])
  }

  @Test(arguments: [(Direction.minimize, Direction.minimize), (.maximize, .minimize)])
  func `the edge of a front lies on the worse side`(x: Direction, y: Direction) {
    let line = ParetoFrontPlot.edge(
      of: x == .minimize ? [[1, 2], [2, 1]] : [[1, 1], [2, 2]], [x, y])
    #expect(line[1] == (x == .minimize ? ChartMark.Point(x: 2, y: 2) : .init(x: 1, y: 2)))
  }
}
