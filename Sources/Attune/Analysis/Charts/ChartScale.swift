/// The mapping from values to positions on an axis.
enum ChartScale: Sendable, Hashable {
  /// Equal differences have equal lengths.
  case linear(low: Double, high: Double, isInteger: Bool = false)
  /// Equal ratios have equal lengths; both ends are positive.
  case log(low: Double, high: Double)
  /// Seconds since the start of 1970 in UTC.
  case time(low: Double, high: Double)
  /// Labels side by side; values are their indices.
  case categories([String])

  /// The ends of the axis; nil for categories.
  var limits: ClosedRange<Double>? {
    switch self {
    case .linear(let low, let high, _), .log(let low, let high), .time(let low, let high):
      low...max(low, high)
    case .categories: nil
    }
  }

  /// Returns the position of a value on the axis: 0 to 1 inside, not finite if it has no position.
  ///
  /// Positions far outside are limited to ±1e6.
  func fraction(of value: Double) -> Double {
    guard value.isFinite else { return value }
    let fraction: Double
    switch self {
    case .linear(let low, let high, _), .time(let low, let high):
      // Halving prevents overflow of the difference.
      fraction = (value / 2 - low / 2) / (high / 2 - low / 2)
    case .log(let low, let high):
      guard value > 0 else { return .nan }
      fraction = (Math.log(value) - Math.log(low)) / (Math.log(high) - Math.log(low))
    case .categories(let labels):
      fraction = (value + 0.5) / Double(max(1, labels.count))
    }
    // Positions further outside look the same.
    return fraction.isNaN ? .nan : max(-1e6, min(1e6, fraction))
  }
}

extension ChartScale {
  /// Returns a scale that covers all finite values, with a margin on both sides.
  ///
  /// - Parameters:
  ///   - values: The values. Those that are not finite are ignored, and on a logarithmic scale those
  ///     that are not positive.
  ///   - margin: The margin on each side, as a fraction of the length.
  ///   - isInteger: Whether ticks are integers.
  ///   - isLog: Whether the scale is logarithmic; it is linear if no value is positive.
  static func covering(
    _ values: some Sequence<Double>, margin: Double = 0.04, isInteger: Bool = false,
    isLog: Bool = false
  ) -> ChartScale {
    if isLog {
      let positive = values.filter { $0 > 0 && $0.isFinite }
      if let low = positive.min(), let high = positive.max(),
        let range = range(of: [Math.log(low), Math.log(high)], margin: margin, least: 0.5)
      {
        // The values at the ends must stay inside despite rounding.
        return .log(
          low: min(low, max(Math.exp(range.lowerBound), .leastNonzeroMagnitude)),
          high: max(high, min(Math.exp(range.upperBound), .greatestFiniteMagnitude)))
      }
    }
    let finite = values.filter(\.isFinite)
    let largest = finite.map(\.magnitude).max() ?? 0
    let least =
      isInteger ? max(1, largest * 1e-6) : largest == 0 ? 0.5 : max(1e-300, largest * 0.05)
    guard let range = range(of: finite, margin: margin, least: least) else {
      return .linear(low: 0, high: 1, isInteger: isInteger)
    }
    return .linear(low: range.lowerBound, high: range.upperBound, isInteger: isInteger)
  }

  /// Returns a scale that covers all times, in seconds since the start of 1970.
  static func covering(times: [Double]) -> ChartScale {
    guard let low = times.min(), let high = times.max() else { return .time(low: 0, high: 1) }
    // In the far future a millisecond is less than the spacing of floating-point values.
    let margin = max(0.001, (high - low) * 0.02, high.magnitude.ulp * 4096)
    return .time(low: low - margin, high: high + margin)
  }

  /// Returns a scale from zero to the largest value.
  static func fromZero(_ values: some Sequence<Double>, isInteger: Bool = false) -> ChartScale {
    let high = values.filter { $0.isFinite && $0 > 0 }.max() ?? 1
    return .linear(low: 0, high: min(high * 1.05, .greatestFiniteMagnitude), isInteger: isInteger)
  }

  /// Returns seconds since the start of 1970 as a timestamp, clamped to the representable range.
  static func timestamp(_ seconds: Double) -> Timestamp {
    let microseconds = (seconds * 1e6).rounded()
    return Timestamp(
      microsecondsSince1970: Int64(exactly: microseconds) ?? (microseconds < 0 ? .min : .max))
  }

  /// Returns the range of the values with a margin on both sides; `least` is the margin of a constant.
  private static func range(
    of values: [Double], margin: Double, least: Double
  ) -> ClosedRange<Double>? {
    guard let low = values.min(), let high = values.max() else { return nil }
    let limit = Double.greatestFiniteMagnitude
    // Values that differ only in their last digits are indistinguishable in a chart.
    let isConstant = high / 2 - low / 2 <= max(low.magnitude, high.magnitude) * 1e-12
    let padding = isConstant ? least : min(limit, high / 2 - low / 2) * margin * 2
    return max(-limit, low - padding)...min(limit, high + padding)
  }
}
