extension Distribution {
  /// Returns a value drawn uniformly on the distribution's scale.
  ///
  /// The value is ``value(at:)`` of a uniform number in 0..<1 if that resolves all values. Grids of
  /// more than 2⁵² values are sampled by index, and so are grids with a bound more than 2⁵² steps
  /// from zero, near which the middle between two values is not a `Double`.
  public func randomValue(using random: inout RandomStream) -> ParameterValue {
    switch self {
    case .int(let int) where int.range.exceedsUnitInterval:
      let range = int.range
      return .int(
        range.scale == .log
          ? range.randomValueByOctave(using: &random)
          : range.value(after: random.integer(upTo: range.stepCount)))
    case .float(let float):
      return float.range.randomValueByIndex(using: &random).map { .float($0) }
        ?? value(at: random.uniform())
    default: return value(at: random.uniform())
    }
  }
}

extension IntRange {
  /// The number of steps from the lowest value to the highest, one less than the number of values.
  var stepCount: UInt64 {
    // The distance may be larger than any `Int`.
    UInt64(UInt(bitPattern: high &- low) / UInt(step))
  }

  /// Whether the 2⁵³ uniform numbers of the unit interval cannot represent the values evenly.
  var exceedsUnitInterval: Bool {
    let limit: UInt = 1 << 52
    return stepCount >= limit || max(low.magnitude, high.magnitude) / step.magnitude > limit
  }

  /// The value at the given number of steps above the lowest.
  func value(after steps: UInt64) -> Int {
    low &+ Int(truncatingIfNeeded: steps &* UInt64(step))
  }

  /// Returns a value drawn with probability proportional to the length of its cell on the
  /// logarithmic scale.
  ///
  /// Rejection sampling: draws an octave 2ᵏ..<2ᵏ⁺¹, then one of its values uniformly, and accepts
  /// it with probability proportional to its length. At least half of the values are accepted.
  fileprivate func randomValueByOctave(using random: inout RandomStream) -> Int {
    let octaves = (low.octave...high.octave).map { octave in
      let start = 1 << octave
      return max(low, start)...min(high, start - 1 + start)
    }
    let bounds = octaves.map {
      (Double($0.upperBound - $0.lowerBound) + 1) * Self.length($0.lowerBound)
    }
    while true {
      var rest = random.uniform() * bounds.reduce(0, +)
      var number = 0
      while number < bounds.count - 1, rest >= bounds[number] {
        rest -= bounds[number]
        number += 1
      }
      let octave = octaves[number]
      let offset = random.integer(upTo: UInt64(octave.upperBound - octave.lowerBound))
      let value = octave.lowerBound + Int(offset)
      if random.uniform() * Self.length(octave.lowerBound) < Self.length(value) { return value }
    }
  }

  /// The length of a value's cell, which extends half a step to each side: the logarithm of the
  /// ratio of its ends.
  private static func length(_ value: Int) -> Double {
    let x = Double(value)
    // From 2¹⁶ on, the next term of the series, 1 / (12 x³), is below the rounding error of the
    // logarithm.
    return value < 1 << 16 ? Math.log((x + 0.5) / (x - 0.5)) : 1 / x
  }
}

extension Int {
  /// The exponent of the largest power of two that is at most this positive number.
  fileprivate var octave: Int { bitWidth - 1 - leadingZeroBitCount }
}

extension FloatRange {
  /// Returns a random value of a grid that the unit interval does not resolve; nil for all other
  /// ranges.
  fileprivate func randomValueByIndex(using random: inout RandomStream) -> Double? {
    guard let step else { return nil }
    let count = ((high - low) / step).rounded()
    // Beyond 2⁶² steps doubles do not resolve adjacent values anywhere in the range.
    guard count >= 0x1p52 || max(low.magnitude, high.magnitude) / step > 0x1p52, count < 0x1p62
    else { return nil }
    let index = random.integer(upTo: UInt64(count))
    // In halves, since an index above 2⁵³ may have no exact `Double`.
    let (half, rest) = (index / 2, index - index / 2)
    return min(max(low + Double(half) * step + Double(rest) * step, low), high)
  }
}
