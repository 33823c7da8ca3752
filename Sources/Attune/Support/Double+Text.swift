extension Double {
  /// The number with four significant digits, for messages, tables and charts.
  package var shortText: String {
    guard isFinite, self != 0 else { return description }
    var scaled = magnitude
    var exponent = 0
    while scaled >= 10 { (scaled, exponent) = (scaled / 10, exponent + 1) }
    while scaled < 1 { (scaled, exponent) = (scaled * 10, exponent - 1) }
    let digits = Int((scaled * 1000).rounded())
    let sign = self < 0 ? "-" : ""
    // The largest numbers would be rounded up to infinity.
    guard let rounded = Double("\(sign)\(digits)e\(exponent - 3)"), rounded.isFinite else {
      return description
    }
    return rounded.description
  }
}
