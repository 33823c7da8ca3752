/// The natural logarithm with twice the precision of a `Double`, rounded to one.
///
/// It is for results that hinge on the last bit, such as the integer part of a quotient of logarithms.
/// Its relative error before rounding is below 2⁻⁹⁵, so the result is the nearest `Double` in practice.
package enum PreciseLogarithm {
  /// The number of terms of the series: for |s| < 0.1716, the next one is below 2⁻¹⁰⁰.
  private static let termCount = 20

  /// ln 2.
  private static let ln2 = Pair(0x1.62e42fefa39efp-1, 0x1.abc9e3b39803fp-56)

  /// Returns the natural logarithm of a normal positive number.
  ///
  /// With x = 2ᵉ m, m in √½…√2 and s = (m − 1) / (m + 1), it is e ln 2 + 2 artanh s, where
  /// artanh s = s (1 + s² / 3 + s⁴ / 5 + …).
  package static func log(_ x: Double) -> Double {
    var (exponent, m) = (Double(x.exponent), x.significand)
    if m > 2.0.squareRoot() { (exponent, m) = (exponent + 1, m / 2) }
    let s = Pair(m - 1, 0) / Pair.sum(m, 1)
    let square = s * s
    var series = Pair(0, 0)
    for term in (0..<termCount).reversed() {
      series = series * square + Pair(1, 0) / Pair(Double(2 * term + 1), 0)
    }
    return (Pair(exponent, 0) * ln2 + Pair(2, 0) * s * series).high
  }
}

/// An unevaluated sum of two numbers, the second at most half a unit in the last place of the first.
///
/// T. J. Dekker, "A Floating-Point Technique for Extending the Available Precision", Numerische Mathematik
/// 18, 1971, doi:10.1007/BF01397083; products use the fused operation.
private struct Pair {
  let high: Double
  let low: Double

  init(_ high: Double, _ low: Double) {
    self.high = high
    self.low = low
  }

  /// The exact sum of two numbers.
  static func sum(_ a: Double, _ b: Double) -> Pair {
    let sum = a + b
    let other = sum - a
    return Pair(sum, (a - (sum - other)) + (b - other))
  }

  static func + (a: Pair, b: Pair) -> Pair {
    let sum = sum(a.high, b.high)
    return self.sum(sum.high, sum.low + (a.low + b.low))
  }

  static func * (a: Pair, b: Pair) -> Pair {
    let product = a.high * b.high
    let error = (-product).addingProduct(a.high, b.high)
    return sum(product, error + (a.high * b.low + a.low * b.high))
  }

  static func / (a: Pair, b: Pair) -> Pair {
    let quotient = a.high / b.high
    let rest = a + Pair(-quotient, 0) * b
    return sum(quotient, rest.high / b.high)
  }
}
