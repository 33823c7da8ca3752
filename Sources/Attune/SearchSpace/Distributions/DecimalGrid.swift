/// Grids of decimal fractions, computed exactly: 0.1 is one tenth and not the nearest double.
enum DecimalGrid {
  /// The largest `low + k * step` that does not exceed `high`.
  ///
  /// As in Optuna, the three numbers are interpreted as their shortest decimal representations, so
  /// that `0.0...1.0` by `0.1` ends at 1.0. Numbers too far apart for 38 digits are computed in
  /// binary.
  ///
  /// - Parameter isRecorded: Whether `high` may be such a value already. A value with more digits
  ///   than a double holds was recorded as the nearest double, and is recognized by it.
  static func lastValue(
    from low: Double, through high: Double, by step: Double, isRecorded: Bool = false
  ) -> Double {
    guard let a = Decimal(low), let b = Decimal(high), let s = Decimal(step) else {
      return inBinary(low, high, step)
    }
    // All points of the grid are multiples of this power of ten; further digits of `high` are
    // dropped.
    let exponent = min(a.exponent, s.exponent)
    guard let first = a.scaled(to: exponent), let last = b.scaled(to: exponent),
      let stride = s.scaled(to: exponent)
    else { return inBinary(low, high, step) }
    let (width, overflow) = last.subtractingReportingOverflow(first)
    guard !overflow else { return inBinary(low, high, step) }
    let point = last - width % stride
    let (next, nextOverflow) = point.addingReportingOverflow(stride)
    guard !nextOverflow, let below = Double("\(point)e\(exponent)"),
      let above = Double("\(next)e\(exponent)")
    else { return inBinary(low, high, step) }
    return isRecorded && above == high ? high : below
  }

  /// The products of a number with ascending powers of a factor, up to a limit.
  ///
  /// The numbers are interpreted as their shortest decimal representations, so that 0.0001 times 10
  /// is 0.001. Products with more digits than an `Int128` holds are computed in binary.
  ///
  /// - Parameters:
  ///   - low: Positive.
  ///   - factor: Above 1.
  ///   - maximumCount: The number of products after which to end.
  static func products(
    of low: Double, by factor: Double, through high: Double, maximumCount: Int
  ) -> [Double] {
    var values = [low]
    var exact = Decimal(low)
    let step = Decimal(factor)
    while values.count < maximumCount {
      let last = values[values.count - 1]
      exact = step.flatMap { exact?.product(with: $0) }
      // A factor so close to 1 that the product rounds to the same number ends the grid.
      let next = exact?.value ?? last * factor
      guard next > last, next <= high else { break }
      values.append(next)
    }
    return values
  }

  /// The last value of a grid, in binary floating-point arithmetic.
  private static func inBinary(_ low: Double, _ high: Double, _ step: Double) -> Double {
    let exact = (high - low) / step
    guard exact.isFinite else { return high }
    let slack = 4 * (exact.ulp + max(low.magnitude, high.magnitude).ulp / step)
    let count = abs(exact - exact.rounded()) <= slack ? exact.rounded() : exact.rounded(.down)
    return max(low, min(low + count * step, high))
  }

  /// `mantissa` · 10^`exponent`.
  private struct Decimal {
    var mantissa: Int128
    var exponent: Int

    /// The shortest decimal that is read back as `value`.
    init?(_ value: Double) {
      let text = value.description.lowercased()
      let parts = text.split(separator: "e")
      let digits = parts[0].split(separator: ".", omittingEmptySubsequences: false)
      let fraction = digits.count > 1 ? digits[1] : ""
      guard let mantissa = Int128(digits[0] + fraction),
        let exponent = parts.count > 1 ? Int(parts[1]) : 0
      else { return nil }
      self.mantissa = mantissa
      self.exponent = exponent - fraction.count
      while self.mantissa != 0, self.mantissa % 10 == 0 {
        self.mantissa /= 10
        self.exponent += 1
      }
      if self.mantissa == 0 { self.exponent = 0 }
    }

    /// The nearest double.
    var value: Double? { Double("\(mantissa)e\(exponent)") }

    /// The product with another number; nil if it has too many digits.
    func product(with other: Decimal) -> Decimal? {
      let (product, overflow) = mantissa.multipliedReportingOverflow(by: other.mantissa)
      return overflow ? nil : Decimal(mantissa: product, exponent: exponent + other.exponent)
    }

    private init(mantissa: Int128, exponent: Int) {
      self.mantissa = mantissa
      self.exponent = exponent
    }

    /// The mantissa for another exponent, rounded down; nil if it overflows.
    func scaled(to other: Int) -> Int128? {
      var result = mantissa
      guard result != 0 else { return 0 }
      guard exponent - other <= 38 else { return nil }
      guard exponent >= other else {
        for _ in 0..<min(other - exponent, 40) { result = (result - (result < 0 ? 9 : 0)) / 10 }
        return result
      }
      for _ in other..<exponent {
        let (product, overflow) = result.multipliedReportingOverflow(by: 10)
        guard !overflow else { return nil }
        result = product
      }
      return result
    }
  }
}
