/// A numeric dimension of a Parzen estimator: an interval of coordinates.
///
/// The coordinate of a value is the value, or its logarithm where the scale is logarithmic.
struct NumericAxis: Sendable {
  private enum Kind: Sendable {
    case float(FloatRange)
    case int(IntRange)
  }

  /// The bounds L and H as coordinates; on a grid, the range is extended by half a step at either
  /// end.
  let low: Double
  let high: Double

  /// The distance between the recorded values of a grid; nil for a continuous range.
  let step: Double?

  /// The distance between the coordinates of a grid; nil in a continuous range, and on a logarithmic
  /// scale, where distances differ.
  var spacing: Double? { isLog ? nil : step }

  private let kind: Kind
  private let isLog: Bool

  init(_ distribution: FloatDistribution) {
    let float = distribution.range
    kind = .float(float)
    step = float.step
    isLog = float.scale == .log
    (low, high) = (float.encodedBounds.lowerBound, float.encodedBounds.upperBound)
  }

  init(_ distribution: IntDistribution) {
    let int = distribution.range
    kind = .int(int)
    step = Double(int.step)
    isLog = int.scale == .log
    (low, high) = (int.encodedBounds.lowerBound, int.encodedBounds.upperBound)
  }

  /// Creates the dimension of the indices of ordered choices.
  init(choiceCount: Int) {
    let int = IntRange(low: 0, high: choiceCount - 1, scale: .linear, step: 1)
    kind = .int(int)
    step = 1
    isLog = false
    (low, high) = (int.encodedBounds.lowerBound, int.encodedBounds.upperBound)
  }

  /// The coordinate of a recorded value.
  ///
  /// Other programs may record any value. A value without a finite coordinate, such as an infinity
  /// or the logarithm of a negative number, gets the nearest bound; the lower one if there is no
  /// nearest.
  func encode(_ value: Double) -> Double {
    let x = isLog ? Math.log(value) : value
    if x.isFinite { return x }
    return x > low ? high : low
  }

  /// The recorded value at a coordinate; on a grid the nearest one.
  func decode(_ x: Double) -> Double {
    switch kind {
    case .float(let float):
      return float.decode(x)
    case .int(let int):
      if !isLog, int.exceedsUnitInterval { return Double(int.nearestValue(to: x)) }
      let value = isLog ? Math.exp(x) : x
      let (low, step) = (Double(int.low), Double(int.step))
      let rounded = low + ((value - low) / step).rounded(.toNearestOrEven) * step
      return min(max(rounded, low), Double(int.high))
    }
  }

  /// The interval of coordinates that belongs to a recorded value: half a step to either side on a
  /// grid, a single coordinate in a continuous range.
  ///
  /// Where a grid is finer than the resolution of doubles, as for logarithms near 2⁵³, cells are
  /// widened and overlap. An empty cell would have no mass under any kernel.
  func cell(around value: Double) -> ClosedRange<Double> {
    let x = encode(value)
    guard let step else { return x...x }
    let slack = 4 * max(low.magnitude, high.magnitude).ulp
    return min(encode(value - step / 2), x - slack)...max(encode(value + step / 2), x + slack)
  }

  /// Draws a recorded value from a normal distribution that is truncated at the bounds.
  func sample(mean: Double, deviation: Double, using random: inout RandomStream) -> Double {
    // Rejection: with a mean within the bounds, the bounds hold at least a third of the mass, since
    // the deviation is at most H − L. So few draws are rejected.
    if low <= mean, mean <= high {
      while true {
        let x = mean + random.normal() * deviation
        if low <= x, x <= high { return decode(x) }
      }
    }
    // Inversion of the truncated distribution, for observations outside the current range.
    let z = NormalDistribution.truncatedQuantile(
      random.uniform(), from: (low - mean) / deviation, to: (high - mean) / deviation)
    return decode(mean + z * deviation)
  }
}
