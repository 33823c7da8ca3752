/// How values become distances along an axis.
enum ChartScale: Sendable, Hashable {
  /// Equal differences are equally long.
  case linear(low: Double, high: Double, isWhole: Bool = false)
  /// Equal ratios are equally long; both ends lie above zero.
  case log(low: Double, high: Double)
  /// Seconds since the start of 1970 in UTC.
  case time(low: Double, high: Double)
  /// Labels side by side; values are their places.
  case categories([String])

  /// Where the axis ends; nil for categories.
  var limits: ClosedRange<Double>? {
    switch self {
    case .linear(let low, let high, _), .log(let low, let high), .time(let low, let high):
      low...max(low, high)
    case .categories: nil
    }
  }

  /// How far along the axis a value lies, from 0 to 1 inside; not finite for what has no place.
  ///
  /// For what lies very far outside it is a large number of the same sign.
  func fraction(of value: Double) -> Double {
    guard value.isFinite else { return value }
    let fraction: Double
    switch self {
    case .linear(let low, let high, _), .time(let low, let high):
      // Halves, because the difference of two huge numbers of different signs is infinite.
      fraction = (value / 2 - low / 2) / (high / 2 - low / 2)
    case .log(let low, let high):
      guard value > 0 else { return .nan }
      fraction = (Math.log(value) - Math.log(low)) / (Math.log(high) - Math.log(low))
    case .categories(let labels):
      fraction = (value + 0.5) / Double(max(1, labels.count))
    }
    // A picture cannot tell these from what is further away.
    return fraction.isNaN ? .nan : max(-1e6, min(1e6, fraction))
  }
}

extension ChartScale {
  /// The scale on which all finite values have a place, with some room on both sides.
  ///
  /// - Parameters:
  ///   - values: Those that are not finite do not count, nor do those not above zero if logarithmic.
  ///   - room: How much of the length is left on both sides.
  ///   - isWhole: Whether only whole numbers are marked.
  ///   - isLog: Whether the scale is logarithmic; it is not if no value lies above zero.
  static func covering(
    _ values: some Sequence<Double>, room: Double = 0.04, isWhole: Bool = false,
    isLog: Bool = false
  ) -> ChartScale {
    if isLog {
      let positive = values.filter { $0 > 0 && $0.isFinite }
      if let low = positive.min(), let high = positive.max(),
        let range = range(of: [Math.log(low), Math.log(high)], room: room, least: 0.5)
      {
        // Rounding must not leave out a value at the end.
        return .log(
          low: min(low, max(Math.exp(range.lowerBound), .leastNonzeroMagnitude)),
          high: max(high, min(Math.exp(range.upperBound), .greatestFiniteMagnitude)))
      }
    }
    let finite = values.filter(\.isFinite)
    let largest = finite.map(\.magnitude).max() ?? 0
    let least =
      isWhole ? max(1, largest * 1e-6) : largest == 0 ? 0.5 : max(1e-300, largest * 0.05)
    guard let range = range(of: finite, room: room, least: least) else {
      return .linear(low: 0, high: 1, isWhole: isWhole)
    }
    return .linear(low: range.lowerBound, high: range.upperBound, isWhole: isWhole)
  }

  /// The scale on which all times have a place, in seconds since the start of 1970.
  static func covering(times: [Double]) -> ChartScale {
    guard let low = times.min(), let high = times.max() else { return .time(low: 0, high: 1) }
    // In the far future a millisecond is less than the distance of two numbers.
    let room = max(0.001, (high - low) * 0.02, high.magnitude.ulp * 4096)
    return .time(low: low - room, high: high + room)
  }

  /// The scale for lengths that start at zero.
  static func fromZero(_ values: some Sequence<Double>, isWhole: Bool = false) -> ChartScale {
    let high = values.filter { $0.isFinite && $0 > 0 }.max() ?? 1
    return .linear(low: 0, high: min(high * 1.05, .greatestFiniteMagnitude), isWhole: isWhole)
  }

  /// A time in seconds as a moment; the first or last one that there is for what lies beyond.
  static func timestamp(_ seconds: Double) -> Timestamp {
    let microseconds = (seconds * 1e6).rounded()
    return Timestamp(
      microsecondsSince1970: Int64(exactly: microseconds) ?? (microseconds < 0 ? .min : .max))
  }

  /// From the least to the largest value with room on both sides; `least` is kept around a single one.
  private static func range(
    of values: [Double], room: Double, least: Double
  ) -> ClosedRange<Double>? {
    guard let low = values.min(), let high = values.max() else { return nil }
    let limit = Double.greatestFiniteMagnitude
    // Values that differ in their last digits alone cannot be told apart in a picture.
    let isConstant = high / 2 - low / 2 <= max(low.magnitude, high.magnitude) * 1e-12
    let margin = isConstant ? least : min(limit, high / 2 - low / 2) * room * 2
    return max(-limit, low - margin)...min(limit, high + margin)
  }
}
