/// The mapping of parameter values to 0...1 and back, for samplers that are independent of units.
///
/// The mapping uses the whole interval evenly: each value of a grid of five has a fifth of it. On a
/// logarithmic scale equal ratios have equal lengths.
extension Distribution {
  /// The value at a position of the unit interval.
  ///
  /// - Parameter position: Clamped to 0...1. A `Double` resolves about 2⁵³ positions, so some
  ///   values of larger ranges cannot be reached; ``randomValue(using:)`` draws from all of them.
  public func value(at position: Double) -> ParameterValue {
    let u = min(max(position, 0), 1)
    switch self {
    case .float(let float): return .float(float.range.value(at: u))
    case .int(let int): return .int(int.range.value(at: u))
    case .categorical(let categorical):
      let count = categorical.choices.count
      return .choice(min(Int(u * Double(count)), count - 1))
    }
  }

  /// The position of a value in the unit interval: the middle of the part that maps to the value.
  ///
  /// - Parameter value: A value outside the range is clamped to it.
  public func position(of value: ParameterValue) -> Double {
    let x: Double
    let bounds: ClosedRange<Double>
    switch self {
    case .float(let float):
      (x, bounds) = (float.range.encode(value.recorded), float.range.encodedBounds)
    case .int(let int): (x, bounds) = (int.range.encode(value.recorded), int.range.encodedBounds)
    case .categorical(let categorical):
      (x, bounds) = (value.recorded + 0.5, 0...Double(categorical.choices.count))
    }
    guard bounds.lowerBound < bounds.upperBound else { return 0.5 }
    let inside = min(max(x, bounds.lowerBound), bounds.upperBound)
    let width = bounds.upperBound - bounds.lowerBound
    // The difference of the halves does not overflow where the whole width does.
    return width.isFinite
      ? (inside - bounds.lowerBound) / width
      : (inside / 2 - bounds.lowerBound / 2) / (bounds.upperBound / 2 - bounds.lowerBound / 2)
  }
}

extension Distribution {
  /// The coordinate of a recorded number: the number, or its logarithm on a logarithmic scale; NaN
  /// for choices, which have none.
  func coordinate(recorded: Double) -> Double {
    switch self {
    case .float(let float): float.range.encode(recorded)
    case .int(let int): int.range.encode(recorded)
    case .categorical: .nan
    }
  }
}

extension FloatRange {
  /// The value, or its logarithm if the scale is logarithmic.
  func encode(_ value: Double) -> Double {
    scale == .log ? Math.log(value) : value
  }

  /// The bounds of the encoded values, extended by half a step on each side if there is a step.
  var encodedBounds: ClosedRange<Double> {
    let half = (step ?? 0) / 2
    return encode(low) - half...encode(high) + half
  }

  /// The allowed value nearest to an encoded one.
  func decode(_ x: Double) -> Double {
    if let step {
      let count = ((x - low) / step).rounded(.toNearestOrEven)
      return min(max(low + count * step, low), high)
    }
    return min(max(scale == .log ? Math.exp(x) : x, low), high)
  }

  /// The value at a position of the unit interval; a continuous range excludes its upper bound, as
  /// in Optuna.
  fileprivate func value(at u: Double) -> Double {
    let bounds = encodedBounds
    let value = decode(bounds.interpolate(u))
    return step == nil && low < high ? min(value, high.nextDown) : value
  }
}

extension IntRange {
  /// The value, or its logarithm if the scale is logarithmic.
  func encode(_ value: Double) -> Double {
    scale == .log ? Math.log(value) : value
  }

  /// The bounds of the encoded values, extended by half a step on each side.
  var encodedBounds: ClosedRange<Double> {
    let half = Double(step) / 2
    return encode(Double(low) - half)...encode(Double(high) + half)
  }

  /// The allowed value nearest to an encoded one.
  func decode(_ x: Double) -> Int {
    let value: Double
    if scale == .log {
      value = Math.exp(x).rounded(.toNearestOrEven)
    } else {
      value = ((x - Double(low)) / Double(step) + 0.5).rounded(.down) * Double(step) + Double(low)
    }
    return clamped(value)
  }

  /// The number as an integer, truncated and clamped to the range.
  private func clamped(_ value: Double) -> Int {
    // Compare first: a bound may have no exact `Double`, and the nearest `Double` may exceed `Int`.
    if value >= Double(high) { return high }
    return value > Double(low) ? Int(value) : low
  }

  /// The allowed value nearest to a number, for ranges in which differences of doubles are inexact.
  func nearestValue(to x: Double) -> Int {
    let offset = UInt(bitPattern: clamped(x.rounded(.toNearestOrEven)) &- low)
    let (index, rest) = offset.quotientAndRemainder(dividingBy: UInt(step))
    let nearest = min(UInt64(index) + (rest > UInt(step) / 2 ? 1 : 0), stepCount)
    return value(after: nearest)
  }

  /// The value at a position of the unit interval.
  fileprivate func value(at u: Double) -> Int {
    guard scale == .linear, exceedsUnitInterval else { return decode(encodedBounds.interpolate(u)) }
    guard u < 1 else { return high }
    let (count, position) = (UInt128(stepCount) + 1, UInt128(u * 0x1p64))
    return value(after: UInt64(truncatingIfNeeded: (count * position) >> 64))
  }
}

extension ClosedRange<Double> {
  /// The number at a fraction `u` of the way from the lower to the upper bound.
  fileprivate func interpolate(_ u: Double) -> Double {
    let width = upperBound - lowerBound
    return width.isFinite ? lowerBound + u * width : lowerBound * (1 - u) + upperBound * u
  }
}
