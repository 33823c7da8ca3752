/// The coordinates in 0...1 of equally spaced values.
///
/// The interval extends half a step beyond the first and last values, so that all have about the same
/// part of it, on a linear or a logarithmic scale.
///
/// - Note: Rounding coordinates before the covariance is computed makes the model constant between
///   values: E. C. Garrido-Merchán and D. Hernández-Lobato, "Dealing with Categorical and
///   Integer-Valued Variables in Bayesian Optimization with Gaussian Processes", Neurocomputing 380,
///   2020, arXiv 1805.03463.
struct SteppedLevels: Sendable, Hashable {
  /// The number of values, positive.
  private(set) var count: Int

  private var low: Double
  private let step: Double
  private let isLogarithmic: Bool

  /// The transformed bounds of the interval.
  private let start: Double
  private let end: Double

  /// - Parameters:
  ///   - low: The first value; more than half a step if the scale is logarithmic.
  ///   - step: The difference of values, positive.
  ///   - count: The number of values, positive.
  ///   - isLogarithmic: Whether coordinates are linear in the logarithm.
  init(low: Double, step: Double, count: Int, isLogarithmic: Bool = false) {
    self.low = low
    self.step = step
    self.count = count
    self.isLogarithmic = isLogarithmic
    let first = low - 0.5 * step
    let last = low + (Double(count) - 0.5) * step
    start = isLogarithmic ? Math.log(first) : first
    end = isLogarithmic ? Math.log(last) : last
  }

  /// Values with equal distances of coordinates.
  init(count: Int) { self.init(low: 0, step: 1, count: count) }

  /// The levels in a range of coordinates, or the one that is nearest to its middle.
  ///
  /// Their coordinates are the same as before.
  func limited(to range: ClosedRange<Double>) -> SteppedLevels {
    var (first, last) = (nearest(to: range.lowerBound), nearest(to: range.upperBound))
    if coordinate(first) < range.lowerBound { first += 1 }
    if coordinate(last) > range.upperBound { last -= 1 }
    if first > last {
      first = nearest(to: 0.5 * (range.lowerBound + range.upperBound))
      last = first
    }
    var levels = self
    levels.low = low + Double(first) * step
    levels.count = last - first + 1
    return levels
  }

  /// The coordinate at a fraction of the interval of the levels, of 0..<1.
  func position(of fraction: Double) -> Double {
    let ends = [low - 0.5 * step, low + (Double(count) - 0.5) * step].map { end in
      ((isLogarithmic ? Math.log(end) : end) - start) / (self.end - start)
    }
    // 0 and 1, and the fraction itself, unless the levels are limited.
    return ends[0] + fraction * (ends[1] - ends[0])
  }

  /// The coordinate of a value, by its index.
  func coordinate(_ level: Int) -> Double {
    let value = low + Double(level) * step
    return ((isLogarithmic ? Math.log(value) : value) - start) / (end - start)
  }

  /// The index of the value that is nearest to a coordinate on the scale of values.
  func nearest(to coordinate: Double) -> Int {
    let transformed = start + min(max(coordinate, 0), 1) * (end - start)
    let value = isLogarithmic ? Math.exp(transformed) : transformed
    let level = ((value - low) / step).rounded()
    return Int(min(max(level.isNaN ? 0 : level, 0), Double(count - 1)))
  }
}
