/// Numbers given as digits and a power of ten, so that 3 · 10⁻¹ is 0.3 and nothing else.
enum DecimalText {
  /// The number that lies nearest to digits · 10^exponent.
  static func value(_ digits: Int, _ exponent: Int) -> Double {
    Double("\(digits)e\(exponent)") ?? .nan
  }

  /// The number in full, as 0.025, or with a power of ten, as 2.5e-2; no digits are added or lost.
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
