/// A distribution over the integers of a closed range, all of them or those on a grid.
public struct IntDistribution: Sendable, Hashable {
  /// The smallest value.
  public var low: Int { range.low }
  /// The largest value; with a step, the largest value on the grid.
  public var high: Int { range.high }
  /// The scale on which values are equally likely.
  public var scale: Scale { range.scale }
  /// The distance between adjacent values.
  public var step: Int { range.step }
  /// The properties above as one value.
  let range: IntRange
  /// The description in a journal, if it differs from the one this library would write.
  var record = DistributionRecord()

  /// Creates a distribution over a range.
  ///
  /// - Parameters:
  ///   - range: Within ±2⁵³; at least 1 if the scale is logarithmic.
  ///   - scale: The scale on which values are equally likely.
  ///   - step: At least 1, and 1 if the scale is logarithmic. The values are
  ///     `range.lowerBound + k * step`, and the upper bound is lowered to the largest of them.
  /// - Throws: ``SearchSpaceError`` if one of these conditions is violated.
  public init(
    _ range: ClosedRange<Int>, scale: Scale = .linear, step: Int = 1
  ) throws(SearchSpaceError) {
    try self.init(low: range.lowerBound, high: range.upperBound, scale: scale, step: step)
  }

  /// Creates a distribution between two bounds that are only known at run time.
  ///
  /// - Throws: ``SearchSpaceError`` if `low` is greater than `high`, or if a condition of
  ///   ``init(_:scale:step:)`` is violated.
  public init(
    low: Int, high: Int, scale: Scale = .linear, step: Int = 1
  ) throws(SearchSpaceError) {
    guard low <= high else {
      throw SearchSpaceError(
        .invalidRange, "the range \(low)...\(high) is empty; exchange its bounds")
    }
    let exact = -(1 << 53)...(1 << 53)
    guard exact.contains(low), exact.contains(high) else {
      throw SearchSpaceError(
        .invalidRange,
        "the range \(low)...\(high) exceeds ±2^53, beyond which integers are not recorded "
          + "exactly; suggest an exponent or a choice instead")
    }
    guard step >= 1 else {
      throw SearchSpaceError(.invalidStep, "the step \(step) is not at least 1")
    }
    if scale == .log {
      guard low >= 1 else {
        throw SearchSpaceError(
          .invalidScale,
          "a logarithmic scale needs integers of at least 1, not \(low)...\(high)")
      }
      guard step == 1 else {
        throw SearchSpaceError(
          .invalidScale, "a logarithmic scale and a step exclude each other; drop one")
      }
    }
    range = IntRange(low: low, high: low + (high - low) / step * step, scale: scale, step: step)
  }

  /// Creates a distribution over a range that may exceed ±2⁵³.
  private init(nearestLow low: Int, high: Int, scale: Scale, step: Int) {
    let width = (Int128(high) - Int128(low)) / Int128(step) * Int128(step)
    range = IntRange(
      low: low, high: Int(clamping: Int128(low) + width), scale: scale, step: step)
  }

  /// Returns the distribution that a file records, and the reason if it cannot be sampled.
  ///
  /// Optuna accepts integers of any size. Those that do not fit are replaced by the nearest ones.
  ///
  /// - Throws: ``SearchSpaceError`` for distributions that Optuna rejects as well.
  static func recorded(
    low: Int, high: Int, scale: Scale, step: Int
  ) throws(SearchSpaceError) -> (distribution: IntDistribution, obstacle: SearchSpaceError?) {
    do throws(SearchSpaceError) {
      return (try IntDistribution(low: low, high: high, scale: scale, step: step), nil)
    } catch {
      let isRefused = low > high || (scale == .log && (low < 1 || step != 1)) || step < 1
      guard !isRefused else { throw error }
      return (IntDistribution(nearestLow: low, high: high, scale: scale, step: step), error)
    }
  }
}

/// The properties of an ``IntDistribution`` without references, so that hot loops copy them
/// cheaply.
struct IntRange: Sendable, Hashable {
  let low: Int
  let high: Int
  let scale: Scale
  let step: Int
}
