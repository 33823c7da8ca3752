extension Int {
  /// Returns the given fraction of this number of elements, rounded up.
  ///
  /// The fraction is computed as the shortest decimal that parses to the same double: 0.07 of 100
  /// elements are 7, whereas the product of the doubles is slightly larger.
  ///
  /// - Parameter fraction: The fraction, in `0..<1`.
  func partSize(_ fraction: Double) -> Int {
    let parts = fraction.description.split(separator: "e")
    let digits = parts[0].split(separator: ".")
    let decimals = digits.count > 1 ? digits[1] : ""
    // At most 17 digits, so that the product fits in 128 bits. An exponent below −38 leaves less
    // than one element.
    let exponent = (parts.count > 1 ? Int(parts[1]) ?? 0 : 0) - decimals.count
    guard let mantissa = Int128(digits[0] + decimals), mantissa > 0, self > 0 else { return 0 }
    guard exponent >= -38 else { return 1 }
    var divisor: Int128 = 1
    for _ in 0..<Swift.max(0, -exponent) { divisor *= 10 }
    let (quotient, rest) = (mantissa * Int128(self)).quotientAndRemainder(dividingBy: divisor)
    return Int(quotient) + (rest > 0 ? 1 : 0)
  }
}
