import Testing

@testable import Attune

/// Ticks at round values.
@Suite struct ChartTickTests {
  private static let round: [(scale: ChartScale, expected: [String])] = [
    (ChartScale.linear(low: 0, high: 1), ["0", "0.2", "0.4", "0.6", "0.8", "1.0"]),
    (.linear(low: -0.3, high: 0.3), ["-0.2", "0", "0.2"]),
    (.linear(low: 3, high: 97), ["20", "40", "60", "80"]),
    (.linear(low: 0, high: 3, isInteger: true), ["0", "1", "2", "3"]),
    (.linear(low: 1e-7, high: 5e-7), ["1e-7", "2e-7", "3e-7", "4e-7", "5e-7"]),
    (.linear(low: 0, high: 2.5e9), ["0", "5e8", "1e9", "1.5e9", "2e9", "2.5e9"]),
    (
      .linear(low: 1_000_000, high: 1_000_002),
      ["1e6", "1.0000005e6", "1.000001e6", "1.0000015e6", "1.000002e6"]
    ),
    (.log(low: 1e-5, high: 1e-1), ["1e-5", "1e-4", "0.001", "0.01", "0.1"]),
    (.log(low: 1, high: 60), ["1", "2", "5", "10", "20", "50"]),
    (.log(low: 2, high: 6), ["2", "3", "4", "5", "6"]),
    (.log(low: 1e-300, high: 1e300), ["1e-240", "1e-120", "1", "1e120", "1e240"]),
    // 2026-01-31 23:59:30 in UTC.
    (
      .time(low: 1_769_903_970, high: 1_769_904_090),
      ["23:59:30", "2026-02-01", "00:00:30", "00:01:00", "00:01:30"]
    ),
    (
      .time(low: 1_769_903_970, high: 1_769_903_970 + 4 * 86_400),
      ["2026-02-01", "2026-02-02", "2026-02-03", "2026-02-04"]
    ),
    (.categories(["a", "b", "c"]), ["a", "b", "c"]),
    (.categories((0..<12).map(String.init)), ["0", "3", "6", "9"]),
  ]

  @Test(arguments: round)
  func `ticks are round`(scale: ChartScale, expected: [String]) {
    #expect(scale.ticks(about: 5).map(\.text) == expected)
  }

  private static let odd: [ChartScale] = [
    ChartScale.linear(low: -1.7e308, high: 1.7e308), .linear(low: 1, high: 1 + 1e-15),
    .covering([0, .leastNonzeroMagnitude]), .log(low: .leastNormalMagnitude, high: 1.7e308),
    .time(low: 0, high: 1e-9), .time(low: 0, high: 1e11), .categories([]),
    .covering([.nan, .infinity]), .covering([0, 0]), .covering([-3, 1], isLog: true),
    .covering([1.7e308]), .covering([1e-300, 1e300], isLog: true), .fromZero([]),
  ]

  @Test(arguments: odd)
  func `any range has few ticks, all inside`(scale: ChartScale) {
    for count in [1, 2, 5, 12] {
      let ticks = scale.ticks(about: count)
      #expect(ticks.count <= 2 * count + 3)
      for tick in ticks {
        let fraction = scale.fraction(of: tick.value)
        #expect(fraction >= -1e-9 && fraction <= 1 + 1e-9, "\(tick) at \(fraction)")
      }
    }
  }

  @Test func `a scale covers its values with a margin`() {
    let scale = ChartScale.covering([-1, .infinity, 3, .nan])
    #expect(scale.fraction(of: -1) > 0 && scale.fraction(of: 3) < 1)
    #expect(scale.fraction(of: 1).isClose(to: 0.5, within: 1e-12))
    let log = ChartScale.covering([1e-4, 1e-2, 0, -1], isLog: true)
    #expect(log.fraction(of: 1e-3).isClose(to: 0.5, within: 1e-12))
    #expect(log.fraction(of: 0).isNaN)
    #expect(ChartScale.categories(["a", "b"]).fraction(of: 1) == 0.75)
  }

  private static let narrow: [ChartScale] = [
    // Small panels whose only power of ten is 0.1, or none.
    ChartScale.log(low: 0.04, high: 0.7), .log(low: 0.05, high: 0.6), .log(low: 0.3, high: 2.2),
    .log(low: 0.02, high: 0.09), .log(low: 0.09, high: 0.91), .log(low: 0.999, high: 1.001),
    .log(low: 90, high: 1200), .log(low: 9e-6, high: 1.2e-4), .log(low: 3, high: 3e3),
    .log(low: 1e-300, high: 1e300), .log(low: 0x1p-1074, high: Double(bitPattern: 0x12688B70E62B)),
    .log(low: Double(bitPattern: 2024), high: 1),
    .log(low: 1, high: 1.7e308), .linear(low: 0.1, high: 0.19), .linear(low: 0.4, high: 1.6),
    .linear(low: 0, high: 0x1p-1074), .linear(low: 0, high: Double(bitPattern: 0x3739A252B281)),
    .linear(low: -1.7e308, high: 1.7e308), .linear(low: 1, high: 1.0000000000000002),
    .linear(low: 0.1, high: 0.1 + 1e-13), .linear(low: 123_456.7, high: 123_456.8),
    .linear(low: 0.96, high: 2.04, isInteger: true),
    .linear(low: -0.04, high: 1.04, isInteger: true),
    .linear(low: 3, high: 9, isInteger: true), .covering([7], isInteger: true),
    .covering([9e18], isInteger: true), .covering([9.2e18, 9.2e18 + 4096], isInteger: true),
    .covering([1e300], isInteger: true), .covering([0.1]), .covering([0]), .covering([0x1p-1074]),
    .covering([-1e308, 1e308]), .covering([0.1], isLog: true), .covering([0x1p-1074], isLog: true),
    .covering([1, 1.0000000000000002], isLog: true), .covering(times: [1_769_903_970]),
    .covering(times: [1_769_903_970, 1_769_903_970.01]), .covering(times: [0, 100_000]),
    .covering(times: [9.2e12]), .covering(times: [0, 3e9]), .categories(["a", "b", "c"]),
  ]

  @Test(arguments: narrow)
  func `every axis has at least two ticks, all different`(scale: ChartScale) {
    for count in [1, 2, 3, 5, 12] {
      let texts = scale.ticks(about: count).map(\.text)
      #expect(texts.count >= 2 && texts.count <= 2 * count + 3, "\(texts) about \(count)")
      #expect(Set(texts).count == texts.count, "\(texts) about \(count)")
    }
  }

  @Test(arguments: narrow)
  func `every panel labels at least two ticks, however small it is`(scale: ChartScale) {
    for count in [1, 2, 3, 6] {
      let axis = ChartAxis("a", scale)
      let chart = Chart(
        title: "t", summary: "s",
        panels: (0..<count).map { _ in ChartPanel(x: axis, y: axis, marks: []) },
        keyName: "trial")
      for ticks in ChartLayout(chart, isTitled: true).ticks {
        #expect(ticks.x.count >= 2 && ticks.y.count >= 2, "\(ticks)")
      }
    }
  }
}
