/// Constraints on indicator variables: each is fixed to 1, fixed to 0, or free.
///
/// It describes the extent of a leaf along a one-hot encoded column of labels.
struct IndicatorPattern: Sendable, Hashable {
  /// A bit for each indicator, 64 per word: those fixed to 1, and those fixed to 0.
  private var ones: [UInt64]
  private var zeros: [UInt64]

  /// Creates the pattern in which all of `count` indicators are free.
  init(count: Int) {
    ones = [UInt64](repeating: 0, count: (count + 63) / 64)
    zeros = ones
  }

  /// The pattern in which the indicator at an index is fixed as well.
  func fixing(_ index: Int, to value: Bool) -> IndicatorPattern {
    var result = self
    let bit: UInt64 = 1 << (index % 64)
    if value { result.ones[index / 64] |= bit } else { result.zeros[index / 64] |= bit }
    return result
  }

  /// The fraction of all combinations of indicators that match the pattern: 2⁻ᵏ for k fixed
  /// indicators.
  var volume: Double { volume(sharedWith: self) }

  /// The fraction of all combinations of indicators that match this pattern and another one.
  func volume(sharedWith other: IndicatorPattern) -> Double {
    var fixedCount = 0
    for word in ones.indices {
      let (one, zero) = (ones[word] | other.ones[word], zeros[word] | other.zeros[word])
      guard one & zero == 0 else { return 0 }
      fixedCount += (one | zero).nonzeroBitCount
    }
    return Double(sign: .plus, exponent: -fixedCount, significand: 1)
  }
}
