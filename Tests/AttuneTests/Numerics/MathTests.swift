import Foundation
import Testing

@testable import Attune

/// Comparisons with the system's elementary functions, which are accurate to a unit in the last
/// place.
@Suite struct MathTests {
  private func expectClose(
    _ own: Double, _ reference: Double, _ x: Double, units: Double = 6,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    if own == reference || (own.isNaN && reference.isNaN) { return }
    #expect(
      abs(own - reference) <= units * reference.ulp, "at \(x): \(own), not \(reference)",
      sourceLocation: sourceLocation)
  }

  @Test func `exponentials and logarithms are accurate everywhere`() {
    var random = RandomStream(seed: 1)
    for _ in 0..<20_000 {
      let x = 1500 * random.uniform() - 750
      expectClose(Math.exp(x), exp(x), x)
      let y = exp(x)
      expectClose(Math.log(y), log(y), y)
      let near = 1 + (random.uniform() - 0.5) / 64
      expectClose(Math.log(near), log(near), near)
      let small = (random.uniform() - 0.5) * exp(-30 * random.uniform())
      expectClose(Math.log1p(small), log1p(small), small)
      expectClose(Math.expm1(small), expm1(small), small)
    }
  }

  @Test func `the error function is accurate in its tail`() {
    var random = RandomStream(seed: 2)
    for _ in 0..<20_000 {
      let x = 34 * random.uniform() - 8
      // Beyond 26 the results lose digits as they approach the smallest doubles.
      if x < 26 { expectClose(Math.erfc(x), erfc(x), x, units: 12) }
      if x > 0, x < 5 { expectClose(Math.erfcx(x), exp(x * x) * erfc(x), x, units: 40) }
    }
    #expect(Math.erfc(27) > 0)
    #expect(Math.erfc(30) == 0)
  }

  @Test(arguments: [0, -0.0, .infinity, -.infinity, .nan, 800, -800, -1, 0.5, -0.75])
  func `special arguments agree with the system's functions`(x: Double) {
    expectClose(Math.exp(x), exp(x), x)
    expectClose(Math.log(x), log(x), x)
    expectClose(Math.log1p(x), log1p(x), x)
    expectClose(Math.expm1(x), expm1(x), x)
    expectClose(Math.erfc(x), erfc(x), x)
  }

  @Test func `results are bit-identical on every platform`() {
    // A change of these values changes the trials of every seed.
    #expect(Math.exp(0.1).bitPattern == 0x3FF1_AEC7_B35A_00D4)
    #expect(Math.log(0.1).bitPattern == 0xC002_6BB1_BBB5_5515)
    #expect(Math.erfc(1).bitPattern == 0x3FC4_2261_62FB_DDD4)
    #expect(NormalDistribution.quantile(0.001).bitPattern == 0xC008_B8CB_B720_4470)
  }
}
