import Testing

@testable import Attune

@Suite struct PreciseLogarithmTests {
  /// Values of Python's `math.log`, which are the nearest ones.
  @Test(
    arguments: [
      (1, 0), (3, 1.0986122886681098), (243, 5.493061443340548), (59049, 10.986122886681096),
      (125, 4.8283137373023015), (0.1, -2.3025850929940455), (1e300, 690.7755278982137),
    ] as [(Double, Double)])
  func `logarithms are the nearest numbers`(x: Double, logarithm: Double) {
    #expect(PreciseLogarithm.log(x) == logarithm)
  }

  @Test func `logarithms differ from the usual ones by the last bit only`() {
    var random = RandomStream(seed: 1)
    for _ in 0..<2000 {
      let x = Double.random(in: 0.01...1e6, using: &random)
      let usual = Math.log(x)
      #expect(abs(PreciseLogarithm.log(x) - usual) <= 2 * usual.ulp)
    }
  }
}
