import Testing

@testable import Attune

/// Comparison with the plots of Optuna 5.0.0; see `Fixtures/Plots/README.md`.
@Suite struct PlotReferenceTests {
  private let references: JSONObject
  private let single: StudySnapshot
  private let double: StudySnapshot

  init() throws {
    references = try Fixture.object("Plots/references.json")
    func study(_ name: String) throws -> StudySnapshot {
      let storage = try JournalStorage(path: Fixture.path("Plots/\(name).log"))
      return try #require(try storage.study(named: name))
    }
    single = try study("single")
    double = try study("double")
  }

  @Test func `the optimization history has the same trials and the same best values`() throws {
    let panel = try single.chart(.optimizationHistory).panels[0]
    let history = try references.object("history")
    for (name, paint) in [("feasible", ChartPaint.series(0)), ("infeasible", .muted)] {
      let expected = try points(history.object(name)).filter { $0.y.isFinite }
      let discs = panel.discs { $0 == paint }
      #expect(discs.map(\.point) == expected, "\(name)")
      #expect(discs.map(\.key) == expected.map { Int($0.x) })
    }
    let line = try #require(panel.lines.first).points
    for best in try points(history.object("best")) {
      #expect(height(of: line, at: best.x) == best.y, "trial \(best.x)")
    }
  }

  @Test func `a slice has the same trials`() throws {
    let panel = try single.chart(.slice.showing(parameters: ["x"])).panels[0]
    let slice = try references.object("slice")
    #expect(try panel.discs { $0 != .muted }.map(\.point) == points(slice.object("feasible")))
    #expect(try panel.discs { $0 == .muted }.map(\.point) == points(slice.object("infeasible")))
  }

  @Test func `intermediate values have the same lines`() throws {
    let lines = try single.chart(.intermediateValues).panels[0].lines
    let expected = try references.array("intermediate")
    #expect(lines.count == expected.count)
    for value in expected {
      let trace = try #require(value.objectValue)
      let number = try trace.int("number")
      let line = try #require(lines.first { $0.key == number })
      #expect(try line.points == points(trace), "trial \(number)")
    }
  }

  @Test func `ranks have the same trials at the same points`() throws {
    let panel = try single.chart(.rank.showing(parameters: ["x", "rate"])).panels[0]
    let rank = try references.object("rank")
    let expected = try zip(rank.doubles("numbers").map(Int.init), points(rank))
      .sorted { $0.0 < $1.0 }
    let discs = panel.discs().sorted { ($0.key ?? 0) < ($1.key ?? 0) }
    #expect(discs.map(\.key) == expected.map(\.0))
    #expect(discs.map(\.point) == expected.map(\.1))
  }

  @Test func `the timeline has the same bars by state`() throws {
    let marks = try single.chart(.timeline).panels[0].marks
    let timeline = try references.object("timeline")
    let paints: [(String, ChartPaint)] = [
      ("complete", ChartPaint(.complete)), ("pruned", ChartPaint(.pruned)),
      ("fail", ChartPaint(.failed)), ("infeasible", .muted),
    ]
    for (name, paint) in paints {
      let numbers = try timeline.doubles(name).map(Int.init)
      #expect(marks.filter { $0.paint == paint }.compactMap(\.key) == numbers, "\(name)")
    }
    #expect(marks.count == single.trials.count)
  }

  @Test func `the empirical distribution has the same fractions`() throws {
    let line = try #require(try single.chart(.distribution).panels[0].lines.first).points
    for point in try points(references.object("edf")) {
      let fraction = try #require(height(of: line, at: point.x))
      #expect(fraction.isClose(to: point.y, within: 1e-12), "at \(point.x)")
    }
  }

  @Test func `parallel coordinates have the same axes and trials`() throws {
    let panel = try single.chart(.parallelCoordinates).panels[0]
    guard case .parallel(let axes, let lines) = panel.content else {
      Issue.record("the panel has no parallel axes")
      return
    }
    let parallel = try references.object("parallel")
    #expect(
      try axes.dropFirst().map(\.label) == parallel.array("labels").dropFirst().map(\.stringValue))
    #expect(try lines.count == parallel.int("lines"))
    #expect(lines.contains { $0.values.contains(where: \.isNaN) }, "no trial lacks a parameter")
  }

  @Test func `the Pareto front is the same`() throws {
    let panel = try double.chart(.paretoFront).panels[0]
    let front = try references.object("front")
    let paints: [(String, ChartPaint)] = [
      ("best", .series(1)), ("dominated", .series(0)), ("infeasible", .muted),
    ]
    for (name, paint) in paints {
      let numbers = try front.doubles(name).map(Int.init)
      #expect(panel.discs { $0 == paint }.compactMap(\.key) == numbers, "\(name)")
    }
    for disc in panel.discs() {
      let trial = double.trials[try #require(disc.key)]
      #expect([disc.point.x, disc.point.y] == trial.values)
    }
  }

  @Test func `the hypervolume grows in the same way`() throws {
    let discs = try double.chart(.hypervolumeHistory.referencePoint([150, -60])).panels[0].discs()
    let expected = try points(references.object("volume"))
    #expect(discs.map(\.point.x) == expected.map(\.x))
    for (disc, expected) in zip(discs, expected) {
      #expect(disc.point.y.isClose(to: expected.y, within: 1e-12), "trial \(expected.x)")
    }
  }

  private func points(_ trace: JSONObject) throws -> [ChartMark.Point] {
    try zip(trace.doubles("x"), trace.doubles("y")).map { ChartMark.Point(x: $0, y: $1) }
  }
}
