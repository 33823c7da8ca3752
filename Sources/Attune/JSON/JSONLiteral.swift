/// JSON text that is kept as it is spelled, since no other value holds it exactly.
///
/// It comes from text alone: an integer beyond the range of `Int`, or a list or object that is nested
/// so deeply that it is not taken apart. Python reads both, so a copy of a journal has to hold them.
public struct JSONLiteral: Sendable, Hashable {
  /// The text, without white space around it and without ends of lines.
  public let text: String

  /// - Parameter text: Valid JSON.
  init(_ text: String) {
    self.text = text
  }

  /// Whether it is a number, and so an integer.
  public var isNumber: Bool {
    text.utf8.first.map { $0 == UInt8(ascii: "-") || $0 &- 0x30 < 10 } ?? false
  }

  /// The nearest `Double`, an infinity beyond the largest; nil when it is no number.
  public var doubleValue: Double? { isNumber ? Double(text) : nil }

  /// Whether two values are spelled alike.
  public static func == (a: JSONLiteral, b: JSONLiteral) -> Bool {
    a.text.isIdentical(to: b.text)
  }

  /// Whether it is an integer and just this number, not only the nearest one.
  func isExactly(_ number: Double) -> Bool {
    number.isFinite && doubleValue == number && text == Self.digits(of: number)
  }

  /// The digits of a number so large that it has no fraction.
  private static func digits(of number: Double) -> String {
    // The significand with its hidden bit, doubled as often as the exponent says.
    var limbs: [UInt64] = [number.significandBitPattern | 1 << 52]
    for _ in 52..<max(Int(number.exponent), 52) {
      var carry: UInt64 = 0
      for index in limbs.indices {
        let doubled = limbs[index] * 2 + carry
        (carry, limbs[index]) = doubled.quotientAndRemainder(dividingBy: limbBase)
      }
      if carry > 0 { limbs.append(carry) }
    }
    let lower = limbs.dropLast().reversed().map { limb in
      let digits = String(limb)
      return String(repeating: "0", count: limbDigits - digits.count) + digits
    }
    return (number < 0 ? "-" : "") + String(limbs[limbs.count - 1]) + lower.joined()
  }

  private static let limbBase: UInt64 = 1_000_000_000_000_000_000
  private static let limbDigits = 18
}
