/// The real numbers of a closed range, all of them or those on a grid.
public struct FloatDistribution: Sendable, Hashable {
  /// The smallest value.
  public let low: Double
  /// The largest value; with a step, the largest one on the grid.
  public let high: Double
  /// How the values are weighed.
  public let scale: Scale
  /// The distance between neighbouring values, or nil when all are allowed.
  public let step: Double?

  /// Creates the distribution over a range.
  ///
  /// - Parameters:
  ///   - range: Finite; above zero when the scale is logarithmic.
  ///   - scale: How the values are weighed.
  ///   - step: Above zero; only `range.lowerBound + k * step` is allowed, and the upper bound is
  ///     lowered to the last such value. It cannot be combined with a logarithmic scale.
  /// - Throws: ``SearchSpaceError`` when a condition above does not hold.
  public init(
    _ range: ClosedRange<Double>, scale: Scale = .linear, step: Double? = nil
  ) throws(SearchSpaceError) {
    try self.init(low: range.lowerBound, high: range.upperBound, scale: scale, step: step)
  }

  /// Creates the distribution between two bounds that are known only at run time.
  ///
  /// - Throws: ``SearchSpaceError`` when `low` lies above `high`, and as the other initializer does.
  public init(
    low: Double, high: Double, scale: Scale = .linear, step: Double? = nil
  ) throws(SearchSpaceError) {
    try self.init(low: low, high: high, scale: scale, step: step, isRecorded: false)
  }

  /// Creates the distribution that a file records, whose upper bound is on the grid already.
  init(
    low: Double, high: Double, scale: Scale, step: Double?, isRecorded: Bool
  ) throws(SearchSpaceError) {
    guard low.isFinite, high.isFinite else {
      throw SearchSpaceError("the range \(low)...\(high) is not finite; give finite bounds")
    }
    guard low <= high else {
      throw SearchSpaceError("the range \(low)...\(high) is empty; exchange its bounds")
    }
    if scale == .log {
      guard low > 0 else {
        throw SearchSpaceError(
          "a logarithmic scale needs a range above zero, not \(low)...\(high)")
      }
      guard step == nil else {
        throw SearchSpaceError("a logarithmic scale and a step exclude each other; drop one")
      }
    }
    if let step {
      guard step > 0, step.isFinite else {
        throw SearchSpaceError("the step \(step) is not a finite number above zero")
      }
    }
    self.low = low
    self.high =
      step.map {
        DecimalGrid.lastValue(from: low, through: high, by: $0, isRecorded: isRecorded)
      } ?? high
    self.scale = scale
    self.step = step
  }
}
