import Testing

@testable import Attune

/// Plots stay readable when one value is far from all others.
@Suite struct OutlierTests {
  /// Sixty trials with reports and values around zero, except the first one's.
  private func study(_ outlier: Double = 5000) throws -> StudySnapshot {
    let study = try Study("outlier", sampler: .random, seed: 1)
    try study.optimize(trials: 60) { trial in
      let x = try trial.suggest("x", in: -1.0...1.0)
      let y = try trial.suggest("y", in: -1.0...1.0)
      let value = trial.number == 0 ? outlier : x * y
      for step in 0..<4 { try trial.report(value, step: step) }
      return value
    }
    return study.snapshot
  }

  /// Returns the fraction of an axis that the values on it cover.
  private func extent(_ axis: ChartAxis, _ values: [Double]) -> Double {
    let positions = values.map { axis.scale.fraction(of: $0) }.filter { $0 >= 0 && $0 <= 1 }
    return (positions.max() ?? 0) - (positions.min() ?? 0)
  }

  @Test func `every plot of values shows the others to scale and notes the outliers`() throws {
    let study = try study()
    for plot in [Plot.optimizationHistory, .slice, .intermediateValues] {
      let chart = try study.chart(plot)
      let axis = try #require(chart.panels[0].yAxis)
      #expect(extent(axis, study.trials.map { $0.values[0] }) > 0.8, "\(plot)")
      let count = plot == .intermediateValues ? "4 values" : "1 value"
      #expect(
        chart.notes.contains { $0.hasPrefix("\(count) ") && $0.contains("not shown to scale") },
        "\(plot): \(chart.notes)")
    }
    let distribution = try study.chart(.distribution)
    let axis = try #require(distribution.panels[0].xAxis)
    #expect(extent(axis, study.trials.map { $0.values[0] }) > 0.8)
    let parallel = try study.chart(.parallelCoordinates)
    #expect(parallel.panels[0].axes[0].side(of: 5000) == 1)
    #expect(parallel.notes.contains { $0.hasPrefix("1 value above") })
    let contour = try study.chart(.contour)
    #expect(contour.gradient?.low.hasPrefix("≥ ") == true)
    #expect(contour.notes.contains { $0.contains("(beyond the colour scale)") })
  }

  @Test func `full range axes show all values`() throws {
    let study = try study()
    for plot in Plot.all {
      guard let chart = try? study.chart(plot, axes: .full) else { continue }
      #expect(!chart.hasAdaptedScales, "\(plot)")
      #expect(!chart.notes.contains { $0.contains("to scale") }, "\(plot)")
    }
    #expect(try study.chart(.slice).hasAdaptedScales)
    #expect(try !self.study(0.5).chart(.slice).hasAdaptedScales)
  }

  @Test func `an outlier is a triangle at the edge with the tooltip of its trial`() throws {
    let study = try study()
    let svg = try study.chart(.optimizationHistory).svg()
    let triangles = svg.split(separator: "\n").filter { $0.hasPrefix("<polygon") }
    #expect(triangles.count == 1)
    #expect(triangles[0].contains(" data-trial=\"0\"><title>Trial 0: value 5000"))
    #expect(try !study.chart(.optimizationHistory, axes: .full).svg().contains("<polygon"))
    for plot in [Plot.slice, .parallelCoordinates, .distribution, .intermediateValues] {
      let svg = try study.chart(plot).svg()
      #expect(svg.contains("<polygon"), "\(plot)")
      #expect(throws: Never.self) { try parse(svg) }
      // Nothing is drawn outside the image.
      for match in svg.matches(of: /[ML](-?[0-9.]+) (-?[0-9.]+)/) {
        let (x, y) = (Double(match.output.1) ?? -1, Double(match.output.2) ?? -1)
        #expect(x >= 0 && x <= 760 && y >= 0 && y <= 2000, "\(plot): \(match.output.0)")
      }
    }
  }

  @Test func `a very long trial does not compress the timeline`() throws {
    var report = ReportedStudy()
    for number in 0..<30 { try report.add(.complete, [Double(number)]) }
    let last = report.trials[29]
    report.trials[29] = TrialSnapshot(
      number: 29, id: 29, state: .complete, values: [1], startTime: last.startTime,
      endTime: Timestamp(microsecondsSince1970: 1_767_225_600_000_000 + 1_000_000_000_000))
    let chart = try report.snapshot.chart(.timeline)
    let axis = try #require(chart.panels[0].xAxis)
    #expect(axis.scale.fraction(of: 1_767_225_600 + 29) > 0.8)
    #expect(chart.notes.contains { $0.hasPrefix("1 value above 2026-01-01 00:00:3") })
  }

  @Test func `a trial with many steps does not compress the others`() throws {
    let study = try Study("steps", sampler: .random, seed: 1)
    try study.optimize(trials: 30) { trial in
      try trial.report(1, step: 0)
      try trial.report(1, step: trial.number == 3 ? 1_000_000 : trial.number % 7)
      if trial.number.isMultiple(of: 2) { throw TrialPruned() }
      return Double(trial.number)
    }
    for plot in [Plot.pruning, .intermediateValues] {
      let chart = try study.snapshot.chart(plot)
      let axis = try #require(chart.panels[0].xAxis)
      #expect(axis.scale.fraction(of: 6) > 0.8, "\(plot)")
      #expect(axis.side(of: 1_000_000) == 1)
    }
    let bars = try study.snapshot.chart(.pruning).panels[1].marks
    #expect(bars.count > 3, "the bars are as wide as all steps")
  }

  @Test func `lines are clipped to the frame`() {
    let frame = ChartLayout.Frame(x: 0, y: 0, width: 10, height: 10)
    let part = LineClip.part(of: [(-10, 5), (5, 5), (5, 25), (8, 5)], inside: frame)
    let texts = part.map { $0.map { "\($0.x),\($0.y)" } ?? "-" }
    #expect(texts == ["-", "0.0,5.0", "5.0,5.0", "5.0,10.0", "-", "7.25,10.0", "8.0,5.0"])
    let steps = LineClip.corners(ofSteps: [(0, 0), (2, 3), nil, (5, 5)])
    #expect(steps.map { $0?.x } == [0, 2, 2, nil, 5])
    #expect(steps.map { $0?.y } == [0, 0, 3, nil, 5])
  }
}
