/// The real numbers of a closed range, all of them or those on a grid.
public struct FloatDistribution: Sendable, Hashable {
  /// The smallest value.
  public var low: Double { range.low }
  /// The largest value; with a step, the largest one on the grid.
  public var high: Double { range.high }
  /// How the values are weighed.
  public var scale: Scale { range.scale }
  /// The distance between neighbouring values, or nil when all are allowed.
  public var step: Double? { range.step }
  /// The numbers above.
  let range: FloatRange
  /// What a journal says of it, where that differs from the numbers above.
  var record: RecordedDistribution?

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
    let last = step.map {
      DecimalGrid.lastValue(from: low, through: high, by: $0, isRecorded: isRecorded)
    }
    range = FloatRange(low: low, high: last ?? high, scale: scale, step: step)
  }

  /// Creates the nearest distribution with finite numbers to what a file records.
  private init(nearestLow low: Double, high: Double, scale: Scale, step: Double?) {
    let limit = Double.greatestFiniteMagnitude
    let least = scale == .log ? Double.leastNonzeroMagnitude : -limit
    let first = low.isNaN ? least : min(max(low, least), limit)
    range = FloatRange(
      low: first, high: high.isNaN ? limit : min(max(high, first), limit), scale: scale,
      step: step.flatMap { $0.isFinite ? $0 : nil })
  }

  /// The distribution that a file records, and why it cannot be sampled, if so.
  ///
  /// Optuna accepts bounds and steps that are infinite or NaN. They are replaced by the nearest finite
  /// numbers.
  ///
  /// - Throws: ``SearchSpaceError`` for what Optuna refuses as well.
  static func recorded(
    low: Double, high: Double, scale: Scale, step: Double?
  ) throws(SearchSpaceError) -> (distribution: FloatDistribution, obstacle: String?) {
    do throws(SearchSpaceError) {
      return (
        try FloatDistribution(low: low, high: high, scale: scale, step: step, isRecorded: true), nil
      )
    } catch {
      // Comparisons with NaN are false, and let it pass in Python as well.
      let isRefused =
        low > high || (scale == .log && (low <= 0 || step != nil)) || (step ?? 1) <= 0
      guard !isRefused else { throw error }
      let nearest = FloatDistribution(nearestLow: low, high: high, scale: scale, step: step)
      return (nearest, error.description)
    }
  }
}

extension FloatDistribution {
  /// Whether both have the same values with the same weights.
  public static func == (a: FloatDistribution, b: FloatDistribution) -> Bool {
    a.range == b.range && RecordedDistribution.areEquivalent(a.record, b.record)
  }

  /// Feeds the distribution to a hasher.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(range)
  }
}

/// The numbers of a ``FloatDistribution``, which hot loops copy at no cost: there is no reference among
/// them.
struct FloatRange: Sendable, Hashable {
  let low: Double
  let high: Double
  let scale: Scale
  let step: Double?
}
