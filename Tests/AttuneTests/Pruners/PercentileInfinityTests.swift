import Testing

@testable import Attune

/// Percentiles of reports that are infinite, or whose differences overflow.
@Suite struct PercentileInfinityTests {
  private static let inf = Double.infinity

  @Test(
    arguments: [
      (50, [1, 1, 2, inf, inf], 2), (50, [-inf, -inf, 2, 3, 3], 2), (25, [1, 2, 3, inf, inf], 2),
      (75, [-inf, -inf, 1, 2, 3], 2), (50, [1, inf], inf), (50, [-inf, 1], -inf), (0, [1, inf], 1),
      (100, [1, inf], inf), (0, [-inf, 1], -inf), (100, [-inf, 1], 1), (50, [inf, inf], inf),
      (30, [inf, inf, inf], inf), (50, [-1e308, 1.5e308], 2.5e307), (50, [7], 7),
      (50, [1, 2, 4, 8], 3),
    ] as [(Double, [Double], Double)])
  func `percentiles next to infinities are those of the ordered values`(
    percent: Double, sorted: [Double], expected: Double
  ) {
    let percentile = PercentilePruner.percentile(percent, of: sorted)
    #expect(percentile == expected || abs(percentile - expected) <= 1e-15 * abs(expected))
  }

  @Test func `the percentile between opposite infinities is NaN`() {
    #expect(PercentilePruner.percentile(50, of: [-Self.inf, Self.inf]).isNaN)
    #expect(PercentilePruner.percentile(50, of: []).isNaN)
  }

  @Test(arguments: [Direction.minimize, .maximize])
  func `a trial that is worse than a median next to infinities is pruned`(direction: Direction)
    throws
  {
    let sign = direction == .minimize ? 1.0 : -1
    let study = try Study(direction: direction, sampler: .random, pruner: .median(), seed: 1)
    for value in [1, 1, 2, Self.inf, Self.inf] {
      let trial = try study.ask()
      try trial.report(sign * value, step: 0)
      try study.tell(trial, sign)
    }
    for (value, isPruned) in [(99, true), (2.5, true), (2, false), (Self.inf, true)] {
      let trial = try study.ask()
      try trial.report(sign * value, step: 0)
      #expect(try trial.shouldPrune() == isPruned, "\(value)")
      try study.tell(trial, .failed(reason: "only reported"))
    }
  }

  @Test func `the Wilcoxon pruner compares reports whose sums and differences overflow`()
    throws
  {
    let study = try Study(sampler: .random, pruner: .wilcoxon(), seed: 1)
    let best = try study.ask()
    for step in 0..<6 { try best.report(-1.5e308, step: step) }
    try study.tell(best, 0)
    let trial = try study.ask()
    for step in 0..<6 { try trial.report(1.5e308 + Double(step) * 1e306, step: step) }
    #expect(try trial.shouldPrune())
  }
}
