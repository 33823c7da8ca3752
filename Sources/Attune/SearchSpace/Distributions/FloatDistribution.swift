/// A distribution over the floating-point values of a closed range, all of them or those on a grid.
public struct FloatDistribution: Sendable, Hashable {
  /// The smallest value.
  public var low: Double { range.low }
  /// The largest value; with a step, the largest value on the grid.
  public var high: Double { range.high }
  /// The scale on which values are equally likely.
  public var scale: Scale { range.scale }
  /// The distance between adjacent values; nil if the range is continuous.
  public var step: Double? { range.step }
  /// The properties above as one value.
  let range: FloatRange
  /// The description in a journal, if it differs from the one this library would write.
  var record = DistributionRecord()

  /// Creates a distribution over a range.
  ///
  /// - Parameters:
  ///   - range: Finite; positive if the scale is logarithmic.
  ///   - scale: The scale on which values are equally likely.
  ///   - step: Above zero, or nil for a continuous range. The values are `range.lowerBound + k *
  ///     step`, and the upper bound is lowered to the largest of them. A step cannot be combined
  ///     with a logarithmic scale.
  /// - Throws: ``SearchSpaceError`` if one of these conditions is violated.
  public init(
    _ range: ClosedRange<Double>, scale: Scale = .linear, step: Double? = nil
  ) throws(SearchSpaceError) {
    try self.init(low: range.lowerBound, high: range.upperBound, scale: scale, step: step)
  }

  /// Creates a distribution between two bounds that are only known at run time.
  ///
  /// - Throws: ``SearchSpaceError`` if `low` is greater than `high`, or if a condition of
  ///   ``init(_:scale:step:)`` is violated.
  public init(
    low: Double, high: Double, scale: Scale = .linear, step: Double? = nil
  ) throws(SearchSpaceError) {
    try self.init(low: low, high: high, scale: scale, step: step, isRecorded: false)
  }

  /// Creates a distribution; if a file records it, its upper bound may be on the grid already.
  init(
    low: Double, high: Double, scale: Scale, step: Double?, isRecorded: Bool
  ) throws(SearchSpaceError) {
    guard low.isFinite, high.isFinite else {
      throw SearchSpaceError(
        .invalidRange, "the range \(low)...\(high) is not finite; give finite bounds")
    }
    guard low <= high else {
      throw SearchSpaceError(
        .invalidRange, "the range \(low)...\(high) is empty; exchange its bounds")
    }
    if scale == .log {
      guard low > 0 else {
        throw SearchSpaceError(
          .invalidScale,
          "a logarithmic scale needs a range above zero, not \(low)...\(high)")
      }
      guard step == nil else {
        throw SearchSpaceError(
          .invalidScale, "a logarithmic scale and a step exclude each other; drop one")
      }
    }
    if let step {
      guard step > 0, step.isFinite else {
        throw SearchSpaceError(.invalidStep, "the step \(step) is not a finite number above zero")
      }
    }
    let last = step.map {
      DecimalGrid.lastValue(from: low, through: high, by: $0, isRecorded: isRecorded)
    }
    range = FloatRange(low: low, high: last ?? high, scale: scale, step: step)
  }

  /// Creates the distribution with finite numbers that is nearest to a recorded one.
  private init(nearestLow low: Double, high: Double, scale: Scale, step: Double?) {
    let limit = Double.greatestFiniteMagnitude
    let least = scale == .log ? Double.leastNonzeroMagnitude : -limit
    let first = low.isNaN ? least : min(max(low, least), limit)
    range = FloatRange(
      low: first, high: high.isNaN ? limit : min(max(high, first), limit), scale: scale,
      step: step.flatMap { $0.isFinite ? $0 : nil })
  }

  /// Returns the distribution that a file records, and the reason if it cannot be sampled.
  ///
  /// Optuna accepts bounds and steps that are infinite or NaN. They are replaced by the nearest finite
  /// numbers.
  ///
  /// - Throws: ``SearchSpaceError`` for distributions that Optuna rejects as well.
  static func recorded(
    low: Double, high: Double, scale: Scale, step: Double?
  ) throws(SearchSpaceError) -> (distribution: FloatDistribution, obstacle: SearchSpaceError?) {
    do throws(SearchSpaceError) {
      return (
        try FloatDistribution(low: low, high: high, scale: scale, step: step, isRecorded: true), nil
      )
    } catch {
      // Comparisons with NaN are false, so NaN is accepted here as in Python.
      let isRefused =
        low > high || (scale == .log && (low <= 0 || step != nil)) || (step ?? 1) <= 0
      guard !isRefused else { throw error }
      let nearest = FloatDistribution(nearestLow: low, high: high, scale: scale, step: step)
      return (nearest, error)
    }
  }
}

/// The properties of a ``FloatDistribution`` without references, so that hot loops copy them
/// cheaply.
struct FloatRange: Sendable, Hashable {
  let low: Double
  let high: Double
  let scale: Scale
  let step: Double?
}
