/// The whole numbers of a closed range, all of them or those on a grid.
public struct IntDistribution: Sendable, Hashable {
  /// The smallest value.
  public var low: Int { range.low }
  /// The largest value; with a step, the largest one on the grid.
  public var high: Int { range.high }
  /// How the values are weighed.
  public var scale: Scale { range.scale }
  /// The distance between neighbouring values.
  public var step: Int { range.step }
  /// The numbers above.
  let range: IntRange
  /// What a journal says of it, where that differs from the numbers above.
  var record: RecordedDistribution?

  /// Creates the distribution over a range.
  ///
  /// - Parameters:
  ///   - range: Within ±2⁵³; at least 1 when the scale is logarithmic.
  ///   - scale: How the values are weighed.
  ///   - step: At least 1, and 1 when the scale is logarithmic; only
  ///     `range.lowerBound + k * step` is allowed, and the upper bound is lowered to the last such
  ///     value.
  /// - Throws: ``SearchSpaceError`` when a condition above does not hold.
  public init(
    _ range: ClosedRange<Int>, scale: Scale = .linear, step: Int = 1
  ) throws(SearchSpaceError) {
    try self.init(low: range.lowerBound, high: range.upperBound, scale: scale, step: step)
  }

  /// Creates the distribution between two bounds that are known only at run time.
  ///
  /// - Throws: ``SearchSpaceError`` when `low` lies above `high`, and as the other initializer does.
  public init(
    low: Int, high: Int, scale: Scale = .linear, step: Int = 1
  ) throws(SearchSpaceError) {
    guard low <= high else {
      throw SearchSpaceError("the range \(low)...\(high) is empty; exchange its bounds")
    }
    let exact = -(1 << 53)...(1 << 53)
    guard exact.contains(low), exact.contains(high) else {
      throw SearchSpaceError(
        "the range \(low)...\(high) exceeds ±2^53, beyond which whole numbers are not recorded "
          + "exactly; suggest an exponent or a choice instead")
    }
    guard step >= 1 else { throw SearchSpaceError("the step \(step) is not at least 1") }
    if scale == .log {
      guard low >= 1 else {
        throw SearchSpaceError(
          "a logarithmic scale needs whole numbers from 1 on, not \(low)...\(high)")
      }
      guard step == 1 else {
        throw SearchSpaceError("a logarithmic scale and a step exclude each other; drop one")
      }
    }
    range = IntRange(low: low, high: low + (high - low) / step * step, scale: scale, step: step)
  }

  /// Creates the distribution of a range that may exceed ±2⁵³.
  private init(nearestLow low: Int, high: Int, scale: Scale, step: Int) {
    let width = (Int128(high) - Int128(low)) / Int128(step) * Int128(step)
    range = IntRange(
      low: low, high: Int(clamping: Int128(low) + width), scale: scale, step: step)
  }

  /// The distribution that a file records, and why it cannot be sampled, if so.
  ///
  /// Optuna accepts integers of any size. Those that do not fit are replaced by the nearest ones.
  ///
  /// - Throws: ``SearchSpaceError`` for what Optuna refuses as well.
  static func recorded(
    low: Int, high: Int, scale: Scale, step: Int
  ) throws(SearchSpaceError) -> (distribution: IntDistribution, obstacle: String?) {
    do throws(SearchSpaceError) {
      return (try IntDistribution(low: low, high: high, scale: scale, step: step), nil)
    } catch {
      let isRefused = low > high || (scale == .log && (low < 1 || step != 1)) || step < 1
      guard !isRefused else { throw error }
      return (
        IntDistribution(nearestLow: low, high: high, scale: scale, step: step), error.description
      )
    }
  }
}

extension IntDistribution {
  /// Whether both have the same values with the same weights.
  public static func == (a: IntDistribution, b: IntDistribution) -> Bool {
    a.range == b.range && RecordedDistribution.areEquivalent(a.record, b.record)
  }

  /// Feeds the distribution to a hasher.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(range)
  }
}

/// The numbers of an ``IntDistribution``, which hot loops copy at no cost: there is no reference among
/// them.
struct IntRange: Sendable, Hashable {
  let low: Int
  let high: Int
  let scale: Scale
  let step: Int
}
