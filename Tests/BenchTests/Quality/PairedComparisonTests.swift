import Testing

@testable import attune_bench

@Suite struct PairedComparisonTests {
  private let summary = QualitySummary(
    [.sphere, .rastrigin], evaluations: 100,
    bests: [
      ("a", [[0.25, 0.5, 0.75, 1], [1, 1, 1, 4]]), ("b", [[0.5, 1, 0.5, 1], [2, 2, 1, 2]]),
      ("short", [[1], [1]]),
    ], baseline: [1, 2])

  private func row(_ optimizer: String) throws -> QualitySummary.Row {
    try #require(summary.rows.first { $0.optimizer == optimizer })
  }

  @Test func `the worst two seeds of each problem are averaged`() throws {
    #expect(try row("a").worstTwoRegrets == [0.875, 1.25])
    #expect(try row("a").worstTwoRegret == 1.0625)
    #expect(try row("short").worstTwoRegrets == [1, 0.5])
    #expect(Statistics.meanOfLargestTwo([3, 9, 1, 7]) == 8)
    #expect(Statistics.meanOfLargestTwo([3]) == 3)
  }

  @Test func `the standard error is that of the mean over seeds`() throws {
    // The sample variance of 1, 2, 3, 4 is 5/3.
    #expect(abs(Statistics.standardError([1, 2, 3, 4]) - (5.0 / 3 / 4).squareRoot()) < 1e-15)
    #expect(Statistics.standardError([1]) == 0)
    #expect(try row("short").standardErrors == [0, 0])
  }

  @Test func `two samplers are compared seed by seed`() throws {
    let comparison = try #require(PairedComparison(row("a"), row("b")))
    // Differences on the first problem: -0.25, -0.5, 0.25, 0; on the second: -0.5, -0.5, 0, 1.
    let sphere = comparison.problems[0]
    #expect(sphere.mean == -0.125)
    #expect(abs(sphere.standardError - (0.3125 / 3 / 4).squareRoot()) < 1e-15)
    #expect([sphere.winCount, sphere.lossCount] == [2, 1])
    // The means of both problems: -0.375, -0.5, 0.125, 0.5.
    #expect(comparison.overall.mean == -0.0625)
    #expect([comparison.overall.winCount, comparison.overall.lossCount] == [2, 2])
  }

  @Test func `samplers with different numbers of seeds are not compared`() throws {
    #expect(try PairedComparison(row("a"), row("short")) == nil)
  }
}
