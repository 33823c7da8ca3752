/// What a box says of some indicators: that they are 1, that they are 0, or nothing.
struct IndicatorPattern: Sendable, Hashable {
  /// A bit for each indicator, 64 in a word: those that are 1, and those that are 0.
  private var ones: [UInt64]
  private var zeros: [UInt64]

  /// Creates the pattern that says nothing of so many indicators.
  init(count: Int) {
    ones = [UInt64](repeating: 0, count: (count + 63) / 64)
    zeros = ones
  }

  /// The pattern that says also what one of the indicators is.
  func fixing(_ place: Int, to value: Bool) -> IndicatorPattern {
    var result = self
    let bit: UInt64 = 1 << (place % 64)
    if value { result.ones[place / 64] |= bit } else { result.zeros[place / 64] |= bit }
    return result
  }

  /// The share of all combinations that fit the pattern, each indicator being 1 in half of them.
  var share: Double { share(sharedWith: self) }

  /// The share of all combinations that fit this pattern and another one.
  func share(sharedWith other: IndicatorPattern) -> Double {
    var fixedCount = 0
    for word in ones.indices {
      let (one, zero) = (ones[word] | other.ones[word], zeros[word] | other.zeros[word])
      guard one & zero == 0 else { return 0 }
      fixedCount += (one | zero).nonzeroBitCount
    }
    return Double(sign: .plus, exponent: -fixedCount, significand: 1)
  }
}
