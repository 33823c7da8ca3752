/// A monotonic transformation that makes a skewed distribution of numbers about normal.
///
/// - Note: G. E. P. Box and D. R. Cox, "An Analysis of Transformations", J. R. Stat. Soc. B 26(2),
///   1964, eq. 1 and 8; I.-K. Yeo and R. A. Johnson, "A New Family of Power Transformations to
///   Improve Normality or Symmetry", Biometrika 87(4), 2000, doi:10.1093/biomet/87.4.954, eq. 2.1 and
///   3.1.
enum PowerTransformation: Sendable, Hashable {
  /// (x^λ − 1) / λ, or ln x if λ is 0, for positive numbers.
  case boxCox(Double)

  /// The Box–Cox transformation of 1 + x with λ for x ≥ 0, and its mirror image of 1 − x with 2 − λ
  /// for x < 0.
  case yeoJohnson(Double)

  /// The transformed number.
  func callAsFunction(_ x: Double) -> Double {
    switch self {
    case .boxCox(let lambda): Self.power(Math.log(x), lambda)
    case .yeoJohnson(let lambda):
      x >= 0
        ? Self.power(Math.log1p(x), lambda) : -Self.power(Math.log1p(-x), 2 - lambda)
    }
  }

  /// The transformed numbers up to a common linear function, without cancellation where all are far
  /// from 0.
  func linearEquivalents(of values: [Double]) -> [Double] {
    let (logs, lambda, sign): ([Double], Double, Double)
    switch self {
    case .boxCox(let own): (logs, lambda, sign) = (values.map(Math.log), own, 1)
    case .yeoJohnson(let own):
      if values.allSatisfy({ $0 >= 0 }) {
        (logs, lambda, sign) = (values.map(Math.log1p), own, 1)
      } else if values.allSatisfy({ $0 < 0 }) {
        (logs, lambda, sign) = (values.map { Math.log1p(-$0) }, 2 - own, -1)
      } else {
        return values.map { self($0) }
      }
    }
    return Self.centered(logs).map { sign * Self.power($0, lambda) }
  }

  /// The Box–Cox transformation with the highest likelihood of normal results; nil if a number is
  /// not positive and finite, if all are equal, or if there is no maximum.
  ///
  /// - Complexity: O(*n*) for each of about 30 evaluations, for *n* numbers.
  static func boxCox(fittedTo values: [Double]) -> PowerTransformation? {
    guard values.allSatisfy({ $0 > 0 && $0.isFinite }), isVarying(values) else { return nil }
    return exponent(forLogarithms: values.map(Math.log)).map(PowerTransformation.boxCox)
  }

  /// The Yeo–Johnson transformation with the highest likelihood of normal results; nil if a number
  /// is not finite, if all are equal, or if there is no maximum.
  ///
  /// - Complexity: O(*n*) for each of about 30 evaluations, for *n* numbers.
  static func yeoJohnson(fittedTo values: [Double]) -> PowerTransformation? {
    guard values.allSatisfy(\.isFinite), isVarying(values) else { return nil }
    let logs = values.map { $0 >= 0 ? Math.log1p($0) : -Math.log1p(-$0) }
    if logs.allSatisfy({ $0 >= 0 }) {
      return exponent(forLogarithms: logs).map(PowerTransformation.yeoJohnson)
    }
    if logs.allSatisfy({ $0 < 0 }) {
      return exponent(forLogarithms: logs.map { -$0 }).map { .yeoJohnson(2 - $0) }
    }
    // Twice the mean of sign(x) ln (1 + |x|): that of the Jacobian determinant's logarithm.
    let slope = 2 * logs.reduce(0, +) / Double(logs.count)
    let lambda = BrentMinimization.minimum(near: -2...2) { lambda in
      let results = logs.map { $0 >= 0 ? power($0, lambda) : -power(-$0, 2 - lambda) }
      return Math.log(variance(results)) - (lambda - 1) * slope
    }
    return lambda.map(PowerTransformation.yeoJohnson)
  }

  /// The λ with the highest likelihood for the Box–Cox transformation of numbers with given
  /// logarithms.
  ///
  /// A common factor of all numbers changes the results linearly, so it has no effect on λ. With a
  /// geometric mean of 1, the Jacobian determinant in the likelihood is 1.
  private static func exponent(forLogarithms logs: [Double]) -> Double? {
    let centered = centered(logs)
    return BrentMinimization.minimum(near: -2...2) { lambda in
      Math.log(variance(centered.map { power($0, lambda) }))
    }
  }

  private static func centered(_ logs: [Double]) -> [Double] {
    let mean = logs.reduce(0, +) / Double(logs.count)
    return logs.map { $0 - mean }
  }

  /// (eˡᵒᵍ^λ − 1) / λ, without cancellation for small λ.
  private static func power(_ log: Double, _ lambda: Double) -> Double {
    lambda == 0 ? log : Math.expm1(lambda * log) / lambda
  }

  private static func isVarying(_ values: [Double]) -> Bool {
    values.contains { $0 != values[0] }
  }

  private static func variance(_ values: [Double]) -> Double {
    let count = Double(values.count)
    let mean = values.reduce(0, +) / count
    return values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / count
  }
}
