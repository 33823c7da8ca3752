import Testing

@testable import Attune

@Suite struct DecimalGridTests {
  @Test func `floats end where Optuna ends them`() throws {
    let rows = try Fixture.object("Optuna/discretized.json").array("float")
    try #require(rows.count >= 90)
    for row in rows {
      let numbers = try row.referenceNumbers()
      let (low, high, step) = (numbers[0], numbers[1], numbers[2])
      let distribution = try FloatDistribution(low: low, high: high, step: step)
      #expect(distribution.high == numbers[3], "\(low)...\(high) by \(step)")
    }
  }

  @Test func `integers end where Optuna ends them`() throws {
    let rows = try Fixture.object("Optuna/discretized.json").array("int")
    try #require(rows.count >= 40)
    for row in rows {
      let numbers = try #require(row.arrayValue).map { try #require($0.intValue) }
      let (low, high, step) = (numbers[0], numbers[1], numbers[2])
      let distribution = try IntDistribution(low: low, high: high, step: step)
      #expect(distribution.high == numbers[3], "\(low)...\(high) by \(step)")
    }
  }

  @Test func `tenths add up to one`() {
    #expect(DecimalGrid.lastValue(from: 0, through: 1, by: 0.1) == 1)
    #expect(DecimalGrid.lastValue(from: 0, through: 0.3, by: 0.1) == 0.3)
    #expect(DecimalGrid.lastValue(from: -0.3, through: 0.35, by: 0.1) == 0.3)
  }

  @Test func `a step beyond the range leaves its lower end`() {
    #expect(DecimalGrid.lastValue(from: 0.25, through: 0.75, by: 0.6) == 0.25)
    #expect(DecimalGrid.lastValue(from: 0.25, through: 0.25, by: 0.6) == 0.25)
  }

  @Test(arguments: [
    (0, 1, 1e-300), (1e-320, 1e300, 1e-310), (-1.5e308, 1.5e308, 1e300), (0, 1e308, 5e-324),
    (1e-200, 1e200, 0.1),
  ])
  func `numbers too far apart for decimals still end within the range`(
    low: Double, high: Double, step: Double
  ) {
    let last = DecimalGrid.lastValue(from: low, through: high, by: step)
    #expect(last >= low && last <= high)
    #expect(last > high - max(2 * step, 1e-9 * high))
  }
}
