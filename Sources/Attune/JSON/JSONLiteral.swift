/// The JSON text of a value that no other case of ``JSONValue`` represents exactly.
///
/// It is only created by parsing: an integer beyond the range of `Int`, or an array or object that
/// is nested too deeply. Python reads both, so a copy of a journal must preserve them.
public struct JSONLiteral: Sendable, Hashable {
  /// The text, without surrounding white space and without line ends.
  public let text: String

  /// Creates a literal.
  ///
  /// - Parameter text: Valid JSON.
  init(_ text: String) {
    self.text = text
  }

  /// Whether the literal is a number, which is always an integer.
  package var isNumber: Bool {
    text.utf8.first.map { $0 == UInt8(ascii: "-") || $0 &- 0x30 < 10 } ?? false
  }

  /// The nearest `Double`, or an infinity beyond the largest; nil if the literal is not a number.
  package var doubleValue: Double? { isNumber ? Double(text) : nil }

  /// Whether two literals have the same text.
  public static func == (a: JSONLiteral, b: JSONLiteral) -> Bool {
    a.text.isIdentical(to: b.text)
  }

  /// Whether the literal is an integer that equals this number exactly, without rounding.
  func isExactly(_ number: Double) -> Bool {
    number.isFinite && doubleValue == number && text == Self.digits(of: number)
  }

  /// The decimal digits of a number that is too large to have a fraction.
  private static func digits(of number: Double) -> String {
    // The significand with its implicit bit, doubled according to the exponent.
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
