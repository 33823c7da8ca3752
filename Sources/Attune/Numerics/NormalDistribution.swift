import AttuneKernels

/// The standard normal distribution, with probabilities and quantiles that are accurate far into
/// the tails.
///
/// φ is the density and Φ the cumulative distribution function.
enum NormalDistribution {
  /// The constant ln √(2π).
  static let logRootTwoPi = 0.918_938_533_204_672_741_78

  /// Φ(x), the probability of a value of at most `x`: ½ erfc(−x / √2).
  static func cumulative(_ x: Double) -> Double {
    0.5 * Math.erfc(-x * 0.5.squareRoot())
  }

  /// ln Φ(x), accurate for every `x`, while Φ(x) underflows below about −38.
  ///
  /// For `x ≤ 0` it is −x²/2 + ln(½ erfcx(−x / √2)), since erfcx does not underflow.
  static func logCumulative(_ x: Double) -> Double {
    if x > 0 { return Math.log1p(-cumulative(-x)) }
    if x == -.infinity { return -.infinity }
    return -0.5 * x * x + Math.log(0.5 * Math.erfcx(-x * 0.5.squareRoot()))
  }

  /// ln(Φ(b) − Φ(a)), the logarithm of the probability mass between two points.
  ///
  /// - Returns: Minus infinity if `b` is not greater than `a`.
  static func logMass(from a: Double, to b: Double) -> Double {
    guard a < b else { return -.infinity }
    return attune_log_mass(max(a, -1e100), min(b, 1e100))
  }

  /// The quantile of the normal distribution truncated to `a...b`: Φ⁻¹(Φ(a) + q (Φ(b) − Φ(a))).
  ///
  /// - Parameters:
  ///   - q: A probability in 0...1.
  ///   - a: The lower bound, may be minus infinity.
  ///   - b: The upper bound, above `a`, may be infinity.
  static func truncatedQuantile(_ q: Double, from a: Double, to b: Double) -> Double {
    // Mirror the upper tail, since Φ has full relative accuracy only in the lower one.
    a > 0
      ? -lowerTruncatedQuantile(1 - q, from: -b, to: -a)
      : lowerTruncatedQuantile(q, from: a, to: b)
  }

  /// Φ⁻¹(p), infinite at 0 and 1.
  ///
  /// - Note: Implements PPND16 of M. J. Wichura, "Algorithm AS 241: The Percentage Points of the
  ///   Normal Distribution", Applied Statistics 37(3), 1988, doi:10.2307/2347330. Its relative
  ///   accuracy is about 1e-16.
  static func quantile(_ p: Double) -> Double { attune_normal_quantile(p) }

  /// The quantile for `a` at most 0.
  private static func lowerTruncatedQuantile(
    _ q: Double, from a: Double, to b: Double
  ) -> Double {
    let x: Double
    if b > -5 {
      let below = cumulative(a)
      let above = cumulative(-b)
      let mass = 1 - below - above
      let p = below + q * mass
      // Above the median the quantile is computed from the probability of the upper tail.
      x = p <= 0.5 ? quantile(p) : -quantile(above + (1 - q) * mass)
    } else {
      // The same with logarithms, since probabilities underflow in the tail.
      x = logQuantile(logSum(logCumulative(a), Math.log(q) + logMass(from: a, to: b)))
    }
    return min(max(x, a), b)
  }

  /// The `x` with ln Φ(x) = `target`, for targets far below zero, by Newton's method.
  ///
  /// The slope of ln Φ is φ / Φ. The first guess inverts −x²/2, the leading term in the lower tail.
  private static func logQuantile(_ target: Double) -> Double {
    guard target > -.infinity else { return -.infinity }
    var x = -(-2 * target).squareRoot()
    for _ in 0..<20 {
      let log = logCumulative(x)
      let slope = Math.exp(-0.5 * x * x - logRootTwoPi - log)
      let step = (log - target) / slope
      x -= step
      if abs(step) <= 1e-15 * abs(x) { break }
    }
    return x
  }

  /// ln(eˣ + eʸ).
  private static func logSum(_ x: Double, _ y: Double) -> Double {
    let high = max(x, y)
    guard high > -.infinity else { return high }
    return high + Math.log1p(Math.exp(min(x, y) - high))
  }
}
