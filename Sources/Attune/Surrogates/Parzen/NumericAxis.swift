/// A numeric parameter as a Parzen estimator sees it: an interval of encoded numbers.
struct NumericAxis: Sendable {
  private enum Kind: Sendable {
    case float(FloatRange)
    case int(IntRange)
  }

  /// The encoded bounds, half a step beyond the range on a grid.
  let low: Double
  let high: Double

  /// The distance between recorded values; nil when all are allowed.
  let step: Double?

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

  /// The coordinate of a recorded value.
  ///
  /// Nobody checks what other programs record: infinities, NaN and logarithms of what has none count
  /// as the nearest bound, the lower one in doubt.
  func encode(_ value: Double) -> Double {
    let x = isLog ? Math.log(value) : value
    if x.isFinite { return x }
    return x > low ? high : low
  }

  /// The recorded value at, or on a grid next to, a coordinate.
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

  /// The coordinates that stand for a recorded value: one when all numbers are allowed.
  ///
  /// Where a grid is finer than doubles can tell, as of logarithms near 2⁵³, cells overlap a little
  /// rather than be empty: an empty one has no mass under any kernel.
  func cell(around value: Double) -> ClosedRange<Double> {
    let x = encode(value)
    guard let step else { return x...x }
    let slack = 4 * max(low.magnitude, high.magnitude).ulp
    return min(encode(value - step / 2), x - slack)...max(encode(value + step / 2), x + slack)
  }

  /// Draws a recorded value from a normal distribution that is cut off at the bounds.
  func sample(mean: Double, deviation: Double, using random: inout RandomStream) -> Double {
    // A mean within the bounds has at least a third of the mass there, so few draws are thrown away.
    if low <= mean, mean <= high {
      while true {
        let x = mean + random.normal() * deviation
        if low <= x, x <= high { return decode(x) }
      }
    }
    let z = NormalDistribution.truncatedQuantile(
      random.uniform(), from: (low - mean) / deviation, to: (high - mean) / deviation)
    return decode(mean + z * deviation)
  }
}
