/// A nonnegative decimal number: `digits` · 10^`exponent`.
struct DecimalNumber {
  /// The digits, read as an integer.
  var digits: UInt64
  /// The power of ten.
  var exponent: Int

  /// The nearest `Double`, ties to even; nil if 128-bit arithmetic cannot determine it.
  ///
  /// It covers what `repr` and `description` print for numbers from about 10^−10 to 10^16. The
  /// number is divided by a power of five that fits in 64 bits; the quotient has 63 or 64 bits, ten
  /// more than a `Double` keeps. A remainder sets its last bit, so that the single rounding in
  /// `Double(_:)` decides ties correctly. The powers of two are exact.
  var nearestDouble: Double? {
    if digits == 0 { return 0 }
    guard -Self.powersOfFive.count < exponent, exponent <= 0 else { return nil }
    let divisor = Self.powersOfFive[-exponent]
    let shift = digits.leadingZeroBitCount
    let divisorShift = divisor.leadingZeroBitCount
    let dividend = digits << shift
    var (quotient, remainder) = (divisor << divisorShift)
      .dividingFullWidth((dividend >> 1, dividend << 63))
    if remainder > 0 { quotient |= 1 }
    let power = exponent + divisorShift - shift - 63
    return Double(quotient) * Double(bitPattern: UInt64(1023 + power) << 52)
  }

  /// 5^0 to 5^27, all that fit in 64 bits.
  private static let powersOfFive: [UInt64] = [
    1, 5, 25, 125, 625, 3125, 15_625, 78_125, 390_625, 1_953_125, 9_765_625, 48_828_125,
    244_140_625, 1_220_703_125, 6_103_515_625, 30_517_578_125, 152_587_890_625, 762_939_453_125,
    3_814_697_265_625, 19_073_486_328_125, 95_367_431_640_625, 476_837_158_203_125,
    2_384_185_791_015_625, 11_920_928_955_078_125, 59_604_644_775_390_625,
    298_023_223_876_953_125, 1_490_116_119_384_765_625, 7_450_580_596_923_828_125,
  ]
}
