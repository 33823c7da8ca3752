/// What a box says of some indicators: that they are 1, that they are 0, or nothing.
struct IndicatorPattern: Sendable, Hashable {
  /// A bit for each indicator, 64 in a word: those that are 1, and those that are 0.
  private var ones: [UInt64]
  private var zeros: [UInt64]

  /// Creates a pattern; nil stands for an indicator that may be either.
  init(_ indicators: [Bool?]) {
    ones = [UInt64](repeating: 0, count: (indicators.count + 63) / 64)
    zeros = ones
    for (place, indicator) in indicators.enumerated() {
      let bit: UInt64 = 1 << (place % 64)
      switch indicator {
      case true?: ones[place / 64] |= bit
      case false?: zeros[place / 64] |= bit
      case nil: break
      }
    }
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
