/// The standard normal distribution: masses and quantiles that stay accurate far into the tails.
enum NormalDistribution {
  /// The constant ln √(2π).
  static let logRootTwoPi = 0.918_938_533_204_672_741_78

  /// Φ(x), the probability of a value of at most `x`.
  static func cumulative(_ x: Double) -> Double {
    0.5 * Math.erfc(-x * 0.5.squareRoot())
  }

  /// ln Φ(x), for every `x`: Φ itself underflows below about −38.
  static func logCumulative(_ x: Double) -> Double {
    if x > 0 { return Math.log1p(-cumulative(-x)) }
    if x > -35 { return Math.log(cumulative(x)) }
    if x == -.infinity { return -.infinity }
    // Asymptotic series of Mills' ratio; the first term left out is below 1e-13 at −35.
    let t = 1 / (x * x)
    let series = 1 - t * (1 - 3 * t * (1 - 5 * t * (1 - 7 * t * (1 - 9 * t))))
    return -0.5 * x * x - logRootTwoPi - Math.log(-x) + Math.log(series)
  }

  /// ln(Φ(b) − Φ(a)), the logarithm of the mass between two points.
  ///
  /// - Returns: Minus infinity when `b` is not above `a`.
  static func logMass(from a: Double, to b: Double) -> Double {
    guard a < b else { return -.infinity }
    // Beyond these the mass is 1 to the last bit, and most kernels of a mixture are.
    if a < -8.5 && b > 8.5 { return 0 }
    let width = b - a
    let middle = a + width / 2
    if width * max(1, abs(middle)) < 0.03 { return logNarrowMass(around: middle, width: width) }
    if b <= 0 { return logDifference(logCumulative(b), logCumulative(a)) }
    if a > 0 { return logDifference(logCumulative(-a), logCumulative(-b)) }
    return Math.log1p(-cumulative(a) - cumulative(-b))
  }

  /// The logarithm of the mass of a narrow interval, where Φ(b) − Φ(a) would cancel.
  ///
  /// Taylor's series about the middle; the first term left out is below 1e-13.
  private static func logNarrowMass(around x: Double, width: Double) -> Double {
    let (square, w) = (x * x, width * width)
    let series = w * ((square - 1) / 24 + w * (square * (square - 6) + 3) / 1920)
    return -0.5 * square - logRootTwoPi + Math.log(width) + Math.log1p(series)
  }

  /// The point below which a share `q` of the mass between `a` and `b` lies.
  ///
  /// - Parameters:
  ///   - q: A number in 0...1.
  ///   - a: The lower end, possibly minus infinity.
  ///   - b: The upper end, possibly infinity, above `a`.
  static func truncatedQuantile(_ q: Double, from a: Double, to b: Double) -> Double {
    // The upper tail is mirrored: Φ has its full relative accuracy in the lower one.
    a > 0
      ? -lowerTruncatedQuantile(1 - q, from: -b, to: -a)
      : lowerTruncatedQuantile(q, from: a, to: b)
  }

  /// Φ⁻¹(p), infinite at 0 and 1.
  ///
  /// - Note: M. J. Wichura, "Algorithm AS 241: The Percentage Points of the Normal Distribution",
  ///   Applied Statistics 37(3), 1988, doi:10.2307/2347330; its relative accuracy is about 1e-16.
  static func quantile(_ p: Double) -> Double {
    let q = p - 0.5
    if abs(q) <= 0.425 {
      let r = 0.180625 - q * q
      return q * polynomial(r, centralNumerator) / polynomial(r, centralDenominator)
    }
    let tail = q < 0 ? p : 1 - p
    guard tail > 0 else { return q < 0 ? -.infinity : .infinity }
    let r = (-Math.log(tail)).squareRoot()
    let x =
      r <= 5
      ? polynomial(r - 1.6, middleNumerator) / polynomial(r - 1.6, middleDenominator)
      : polynomial(r - 5, farNumerator) / polynomial(r - 5, farDenominator)
    return q < 0 ? -x : x
  }

  private static func lowerTruncatedQuantile(
    _ q: Double, from a: Double, to b: Double
  ) -> Double {
    let x: Double
    if b > -5 {
      let low = cumulative(a)
      let above = cumulative(-b)
      let mass = 1 - low - above
      let p = low + q * mass
      x = p <= 0.5 ? quantile(p) : -quantile(above + (1 - q) * mass)
    } else {
      x = logQuantile(logSum(logCumulative(a), Math.log(q) + logMass(from: a, to: b)))
    }
    return min(max(x, a), b)
  }

  /// The `x` with ln Φ(x) = `target`, for targets far below zero, by Newton's method.
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

  /// ln(eˣ − eʸ) for x ≥ y.
  private static func logDifference(_ x: Double, _ y: Double) -> Double {
    let d = y - x
    return x + (d > -0.693 ? Math.log(-Math.expm1(d)) : Math.log1p(-Math.exp(d)))
  }

  /// ln(eˣ + eʸ).
  private static func logSum(_ x: Double, _ y: Double) -> Double {
    let high = max(x, y)
    guard high > -.infinity else { return high }
    return high + Math.log1p(Math.exp(min(x, y) - high))
  }

  private static func polynomial(_ x: Double, _ coefficients: [Double]) -> Double {
    var sum = 0.0
    for coefficient in coefficients { sum = sum * x + coefficient }
    return sum
  }

  // The coefficients of AS 241, highest power first.
  private static let centralNumerator = [
    2.5090809287301226727e3, 3.3430575583588128105e4, 6.7265770927008700853e4,
    4.5921953931549871457e4, 1.3731693765509461125e4, 1.9715909503065514427e3,
    1.3314166789178437745e2, 3.3871328727963666080,
  ]
  private static let centralDenominator = [
    5.2264952788528545610e3, 2.8729085735721942674e4, 3.9307895800092710610e4,
    2.1213794301586595867e4, 5.3941960214247511077e3, 6.8718700749205790830e2,
    4.2313330701600911252e1, 1,
  ]
  private static let middleNumerator = [
    7.74545014278341407640e-4, 2.27238449892691845833e-2, 2.41780725177450611770e-1,
    1.27045825245236838258, 3.64784832476320460504, 5.76949722146069140550,
    4.63033784615654529590, 1.42343711074968357734,
  ]
  private static let middleDenominator = [
    1.05075007164441684324e-9, 5.47593808499534494600e-4, 1.51986665636164571966e-2,
    1.48103976427480074590e-1, 6.89767334985100004550e-1, 1.67638483018380384940,
    2.05319162663775882187, 1,
  ]
  private static let farNumerator = [
    2.01033439929228813265e-7, 2.71155556874348757815e-5, 1.24266094738807843860e-3,
    2.65321895265761230930e-2, 2.96560571828504891230e-1, 1.78482653991729133580,
    5.46378491116411436990, 6.65790464350110377720,
  ]
  private static let farDenominator = [
    2.04426310338993978564e-15, 1.42151175831644588870e-7, 1.84631831751005468180e-5,
    7.86869131145613259100e-4, 1.48753612908506148525e-2, 1.36929880922735805310e-1,
    5.99832206555887937690e-1, 1,
  ]
}
