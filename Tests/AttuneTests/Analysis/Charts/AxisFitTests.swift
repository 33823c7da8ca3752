import Testing

@testable import Attune

/// The choice of the scale and the limits of an axis.
@Suite struct AxisFitTests {
  /// The shape of the quickstart's study: the best 0.065, most below 1, and the first trial 27.24.
  private static let quickstart: [Double] =
    [27.24]
    + (0..<59).map { (number: Int) -> Double in
      let t = Double(number) / 58
      return 0.065 + 0.9 * t * t
    }
  /// The same with values below zero, which exclude a logarithmic scale.
  private static let shifted: [Double] = quickstart.map { $0 - 0.5 }

  /// Returns the fraction of the axis that the values cover.
  private func extent(_ fit: AxisFit, _ values: some Sequence<Double>) -> Double {
    let positions = values.map { fit.scale.fraction(of: $0) }
    return (positions.max() ?? 0) - (positions.min() ?? 0)
  }

  private func notes(_ fit: AxisFit) -> [String] { fit.notes(of: String?.none) }

  @Test func `values above zero over decades get a logarithmic scale`() {
    let fit = AxisFit(Self.quickstart, best: .minimize)
    #expect(fit.isLog && fit.aboveCount == 0 && fit.belowCount == 0)
    #expect(extent(fit, Self.quickstart.dropFirst()) > 0.4)
    #expect(AxisFit([1e-3, 1, 10]).isLog)
    #expect(AxisFit([1e-300, 1, 1e300]).isLog)
    #expect(!AxisFit([0, 1e-3, 10]).isLog)
    // Evenly spread values are readable on a linear scale, such as the steps 1 to 5000.
    #expect(!AxisFit((1...5000).map(Double.init)).isLog)
    #expect(AxisFit([1, 3, 9, 27, 81, 243, 729], kind: .integer).isLog)
  }

  @Test func `one outlier alone does not make a scale logarithmic`() {
    let values: [Double] = [500] + (0..<20).map { 1 + Double($0) / 100 }
    let fit = AxisFit(values, best: .minimize)
    #expect(!fit.isLog && fit.aboveCount == 1)
    #expect(extent(fit, values.dropFirst()) > 0.9)
  }

  @Test func `outliers beyond the limits are counted`() {
    let fit = AxisFit(Self.shifted, best: .minimize)
    #expect(!fit.isLog && fit.aboveCount == 1 && fit.belowCount == 0)
    #expect(fit.range == Self.shifted[1]...(Self.shifted.last ?? 0))
    #expect(extent(fit, Self.shifted.dropFirst()) > 0.9)
    #expect(
      notes(fit) == ["1 value above 0.501 not shown to scale (triangles at the edge)."])
    #expect(fit.notes(of: "loss")[0].hasPrefix("1 value of loss above 0.501 not shown"))
    let middle = (0..<20).map(Double.init)
    let both = AxisFit([-1e6, -1e6] + middle + [1e6])
    #expect(both.belowCount == 2 && both.aboveCount == 1)
  }

  @Test func `the best value is never clipped`() {
    for (best, outlier) in [(Direction.minimize, -1e6), (.maximize, 1e6)] {
      let values: [Double] = [outlier] + (0..<20).map(Double.init)
      let fit = AxisFit(values, best: best)
      #expect(fit.aboveCount == 0 && fit.belowCount == 0, "\(best)")
    }
    // The best feasible value may be an outlier.
    let kept = AxisFit(Self.shifted, best: .minimize, keeping: [Self.shifted[0]])
    #expect(kept.aboveCount == 0)
  }

  @Test func `nothing is clipped if that gains little`() {
    let usual = (0..<20).map(Double.init)
    #expect(AxisFit(usual + [60]).aboveCount == 0)
    #expect(AxisFit(usual + [110]).aboveCount == 1)
    // A distant half of the values is not an outlier, nor is one of three values.
    let halves = usual.map { $0 < 10 ? $0 - 3 : $0 + 1e6 }
    #expect(AxisFit(halves).aboveCount == 0)
    #expect(AxisFit([-1, 0, 1e6]).aboveCount == 0)
    #expect(AxisFit([Double](repeating: 1, count: 50) + [2]).aboveCount == 0)
  }

  @Test func `a penalty of many trials counts once`() {
    let usual: [Double] = (0..<30).map { Double($0) / 30 - 0.5 }
    let values = usual + [Double](repeating: 1e10, count: 20)
    let fit = AxisFit(values, best: .minimize)
    #expect(fit.aboveCount == 20)
  }

  @Test func `options override the automatic choice`() {
    let full = AxisFit(Self.quickstart, .full, best: .minimize)
    #expect(!full.isLog && !full.isAdapted && full.range == 0.065...27.24)
    let log = AxisFit([-1, 0, 1, 2, 3], AxisOptions(scale: .log))
    #expect(log.isLog && log.nonpositiveCount == 2)
    #expect(
      notes(log) == ["Omitted 2 values at or below 0, since the scale is logarithmic."])
    #expect(!AxisFit([-1, 0], AxisOptions(scale: .log)).isLog)
    let linear = AxisFit(Self.quickstart, AxisOptions(scale: .linear), best: .minimize)
    #expect(!linear.isLog && linear.aboveCount == 1)
    #expect(!AxisFit([1, 10, 1e6], AxisOptions(scale: .log), kind: .time).isLog)
  }

  @Test func `infinities and NaN are counted`() {
    let fit = AxisFit([.infinity, 1, .nan, 2, -.infinity])
    #expect(fit.nonfiniteCount == 3 && fit.range == 1...2)
    #expect(notes(fit) == ["Omitted 3 values that are not finite."])
    #expect(AxisFit([Double.nan]).nonfiniteCount == 1)
    #expect(notes(AxisFit([])).isEmpty)
  }

  private static let odd: [[Double]] = [
    [-1e308, 1e308], [-1e308, -1, 0, 1, 2, 1e308], [-1.7e308, -1e308, 1e308, 1.5e308, 1.7e308],
    [0, 0x1p-1074, 0x1p-1073, Double(bitPattern: 3), 1],
    [0x1p-1074, 0x1p-1073, Double(bitPattern: 0x12688B70E62B), 1.7e308],
    [0, 0, 0, 0],
    [1, 1.0000000000000002, 1.0000000000000004, 2], [-0x1p-1074, 0x1p-1074, 1e308, 1, 2, 3],
  ]

  @Test(arguments: odd, [Direction?.none, .minimize, .maximize])
  func `the axis of any values shows or counts them`(values: [Double], best: Direction?) {
    for options in [AxisOptions.readable, .full, AxisOptions(scale: .log)] {
      for kind in [AxisFit.Kind.float, .integer, .time] where kind != .time || values[0] >= -1 {
        let fit = AxisFit(values, options, kind: kind, best: best)
        let positions = values.map { fit.scale.fraction(of: $0) }
        let inside = positions.count { $0 >= 0 && $0 <= 1 }
        #expect(
          inside + fit.aboveCount + fit.belowCount + fit.nonpositiveCount >= values.count,
          "\(fit) \(positions)")
        #expect(values.allSatisfy { (0...1).contains(fit.position(of: $0)) })
      }
    }
  }

  @Test func `an axis starts from its anchor unless it is clipped there`() {
    let volumes = AxisFit([3, 4, 5], best: .maximize, from: 0)
    #expect((volumes.scale.limits?.lowerBound ?? 1) <= 0)
    let late: [Double] = (0..<20).map { 1000 + Double($0) }
    let grown = AxisFit([0] + late, best: .maximize, from: 0)
    #expect(grown.belowCount == 1 && grown.range.lowerBound == 1000)
  }
}
