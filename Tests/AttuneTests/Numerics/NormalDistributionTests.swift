import Testing

@testable import Attune

/// Comparisons with values computed with 120 digits; see `Fixtures/Optuna/README.md`.
@Suite struct NormalDistributionTests {
  @Test func `the logarithm of the cumulative probability is accurate everywhere`() throws {
    // The largest error is 9e-14, at 37, where rounding x changes Φ relatively by x² as much.
    for row in try rows("log_ndtr", atLeast: 80) {
      let (x, expected) = (row[0], row[1])
      let actual = NormalDistribution.logCumulative(x)
      #expect(abs(actual - expected) <= 2e-13 * abs(expected), "at \(x): \(actual)")
    }
  }

  @Test func `the logarithm of a mass is accurate for every interval`() throws {
    for row in try rows("log_gauss_mass", atLeast: 130) {
      let (a, b, expected) = (row[0], row[1], row[2])
      let actual = NormalDistribution.logMass(from: a, to: b)
      // Absolute near 0: logarithms of masses are added to others.
      let tolerance = 2e-14 * abs(expected) + 1e-16
      #expect(abs(actual - expected) <= tolerance, "\(a)...\(b): \(actual), not \(expected)")
    }
  }

  @Test func `truncated quantiles are accurate to 2e-15`() throws {
    // Absolute below 1, since the unit is the standard deviation of a kernel.
    for row in try rows("truncated_normal_quantile", atLeast: 120) {
      let (q, a, b, expected) = (row[0], row[1], row[2], row[3])
      let actual = NormalDistribution.truncatedQuantile(q, from: a, to: b)
      #expect(actual.isClose(to: expected, within: 2e-15), "\(q) in \(a)...\(b): \(actual)")
      #expect(a <= actual && actual <= b)
    }
  }

  @Test func `the series for narrow intervals agrees with the general case at the switch`() {
    for middle in [0, 0.3, 1, 1.7, 3, 8, 25, 60] as [Double] {
      let limit = 0.03 / max(1, middle)
      for width in [limit * 0.999, limit * 1.001] {
        let (a, b) = (middle - width / 2, middle + width / 2)
        let parts = (0..<4).map { part -> Double in
          let start = a + Double(part) * width / 4
          return Math.exp(
            NormalDistribution.logMass(from: start, to: start + width / 4)
              + 0.5 * middle * middle)
        }
        let sum = Math.log(parts.reduce(0, +)) - 0.5 * middle * middle
        let whole = NormalDistribution.logMass(from: a, to: b)
        #expect(whole.isClose(to: sum, within: 1e-12), "\(a)...\(b)")
      }
    }
  }

  @Test func `masses are symmetric`() {
    var random = RandomStream(seed: 5)
    for _ in 0..<1000 {
      let a = 20 * random.uniform() - 10
      let b = a + 10 * random.uniform() * random.uniform()
      let (right, left) = (
        NormalDistribution.logMass(from: a, to: b), NormalDistribution.logMass(from: -b, to: -a)
      )
      #expect(abs(right - left) <= 1e-12 * abs(left))
    }
  }

  @Test func `an empty interval has no mass`() {
    #expect(NormalDistribution.logMass(from: 1, to: 1) == -.infinity)
    #expect(NormalDistribution.logMass(from: 2, to: 1) == -.infinity)
    #expect(NormalDistribution.logMass(from: .nan, to: 1) == -.infinity)
  }

  @Test func `infinite bounds give one tail or the whole mass`() {
    #expect(NormalDistribution.logMass(from: -.infinity, to: .infinity) == 0)
    for x in [-40, -3, 0, 0.5, 7] as [Double] {
      let tail = NormalDistribution.logMass(from: -.infinity, to: x)
      #expect(tail.isClose(to: NormalDistribution.logCumulative(x), within: 1e-14))
      #expect(NormalDistribution.logMass(from: -x, to: .infinity) == tail)
    }
    #expect(NormalDistribution.logCumulative(-.infinity) == -.infinity)
    #expect(NormalDistribution.logCumulative(.infinity) == 0)
  }

  @Test func `the quantile inverts the cumulative probability`() {
    for x in stride(from: -37.0, through: 5, by: 0.125) {
      let back = NormalDistribution.quantile(NormalDistribution.cumulative(x))
      // For positive x the probability itself is rounded, by as much as 1 / φ(x) in x.
      let tolerance = 1e-14 + (x > 0 ? 1e-15 * Math.exp(0.5 * x * x) : 0)
      #expect(back.isClose(to: x, within: tolerance), "at \(x): \(back)")
    }
    #expect(NormalDistribution.quantile(0) == -.infinity)
    #expect(NormalDistribution.quantile(0.5) == 0)
    #expect(NormalDistribution.quantile(1) == .infinity)
  }

  @Test func `quantiles of 0 and 1 are the bounds`() {
    for (a, b) in [(-1.0, 2.0), (3, 4), (-4, -3), (-60, -50), (50, 60), (-0.5, 0.5)] {
      #expect(NormalDistribution.truncatedQuantile(0, from: a, to: b).isClose(to: a, within: 1e-14))
      #expect(NormalDistribution.truncatedQuantile(1, from: a, to: b).isClose(to: b, within: 1e-14))
    }
  }

  private func rows(_ name: String, atLeast count: Int) throws -> [[Double]] {
    let rows = try Fixture.object("Optuna/special-functions.json").array(name)
    try #require(rows.count >= count)
    return try rows.map { try $0.referenceNumbers() }
  }
}
