/// Conversion of decimal numbers, given as digits and a power of ten: 3 · 10⁻¹ is exactly "0.3".
enum DecimalText {
  /// Returns the floating-point value nearest to digits · 10^exponent.
  static func value(_ digits: Int, _ exponent: Int) -> Double {
    Double("\(digits)e\(exponent)") ?? .nan
  }

  /// Returns the exact number in plain notation, such as 0.025, or scientific notation, such as 2.5e-2.
  static func text(_ digits: Int, _ exponent: Int, isPlain: Bool) -> String {
    guard digits != 0 else { return "0" }
    var figures = String(digits.magnitude)
    let sign = digits < 0 ? "-" : ""
    if isPlain {
      if exponent >= 0 { return sign + figures + String(repeating: "0", count: exponent) }
      if figures.count <= -exponent {
        figures = String(repeating: "0", count: -exponent - figures.count + 1) + figures
      }
      return sign + figures.dropLast(-exponent) + "." + figures.suffix(-exponent)
    }
    let power = exponent + figures.count - 1
    while figures.count > 1, figures.last == "0" { figures.removeLast() }
    let rest = figures.dropFirst()
    return sign + figures.prefix(1) + (rest.isEmpty ? "" : "." + rest) + "e\(power)"
  }
}
