import Testing

@testable import Attune

@Suite struct DecimalGridTests {
  @Test func `the upper bounds of floats agree with Optuna`() throws {
    let rows = try Fixture.object("Optuna/discretized.json").array("float")
    try #require(rows.count >= 90)
    for row in rows {
      let numbers = try row.referenceNumbers()
      let (low, high, step) = (numbers[0], numbers[1], numbers[2])
      let distribution = try FloatDistribution(low: low, high: high, step: step)
      #expect(distribution.high == numbers[3], "\(low)...\(high) by \(step)")
    }
  }

  @Test func `the upper bounds of integers agree with Optuna`() throws {
    let rows = try Fixture.object("Optuna/discretized.json").array("int")
    try #require(rows.count >= 40)
    for row in rows {
      let numbers = try #require(row.arrayValue).map { try #require($0.intValue) }
      let (low, high, step) = (numbers[0], numbers[1], numbers[2])
      let distribution = try IntDistribution(low: low, high: high, step: step)
      #expect(distribution.high == numbers[3], "\(low)...\(high) by \(step)")
    }
  }

  @Test func `decimal steps reach their decimal upper bound`() {
    #expect(DecimalGrid.lastValue(from: 0, through: 1, by: 0.1) == 1)
    #expect(DecimalGrid.lastValue(from: 0, through: 0.3, by: 0.1) == 0.3)
    #expect(DecimalGrid.lastValue(from: -0.3, through: 0.35, by: 0.1) == 0.3)
  }

  @Test func `a step wider than the range leaves its lower bound`() {
    #expect(DecimalGrid.lastValue(from: 0.25, through: 0.75, by: 0.6) == 0.25)
    #expect(DecimalGrid.lastValue(from: 0.25, through: 0.25, by: 0.6) == 0.25)
  }

  @Test(arguments: [
    (0, 1, 1e-300), (1e-300 * 1e-20, 1e300, 1e-300 * 1e-10), (-1.5e308, 1.5e308, 1e300),
    (0, 1e308, .leastNonzeroMagnitude), (1e-200, 1e200, 0.1), (-0.5, -1e-300, 0.3),
  ])
  func `numbers too far apart for decimals end within the range`(
    low: Double, high: Double, step: Double
  ) {
    let last = DecimalGrid.lastValue(from: low, through: high, by: step)
    #expect(last >= low && last <= high)
    #expect(last > high - max(2 * step, 1e-9 * high))
  }

  @Test func `a recorded last value is kept as the last value`() throws {
    var random = RandomStream(seed: 31)
    func number() -> Double {
      let digits = Double(random.index(below: 1 << random.index(below: 53) + 1))
      let value = digits * (Double("1e\(random.index(below: 40) - 30)") ?? 1)
      return random.index(below: 2) == 0 ? value : -value
    }
    for _ in 0..<20_000 {
      let (a, b) = (number(), number())
      let (low, high, step) = (min(a, b), max(a, b), abs(number()))
      guard step > 0 else { continue }
      let last = DecimalGrid.lastValue(from: low, through: high, by: step)
      try #require(low <= last && last <= high, "\(low)...\(high) by \(step)")
      try #require(
        DecimalGrid.lastValue(from: low, through: last, by: step, isRecorded: true) == last,
        "\(low)...\(high) by \(step)")
    }
  }

  @Test func `an upper bound very close to zero is rounded down exactly`() {
    #expect(DecimalGrid.lastValue(from: -0.5, through: -1e-300, by: 0.1) == -0.1)
    #expect(DecimalGrid.lastValue(from: -0.5, through: 1e-300, by: 0.1) == 0)
    #expect(DecimalGrid.lastValue(from: -0.5, through: -.leastNonzeroMagnitude, by: 0.25) == -0.25)
  }
}
