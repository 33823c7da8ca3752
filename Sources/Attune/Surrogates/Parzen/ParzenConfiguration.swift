/// The choices that shape a Parzen estimator.
struct ParzenConfiguration: Sendable, Hashable {
  /// The weight of the prior, where an observation of full weight has 1.
  var priorWeight = 1.0
  /// Whether bandwidths have a floor that shrinks as observations come in.
  var usesMagicClip = true
  /// How fast it shrinks: as the inverse of the number of kernels to this power.
  var floorExponent = 1.0

  /// The least bandwidth as a share of the width of the axis.
  func floorShare(count: Int) -> Double {
    guard usesMagicClip else { return 1e-12 }
    let kernels = Double(count + 1) + 1
    return 1 / min(100, floorExponent == 1 ? kernels : Math.exp(floorExponent * Math.log(kernels)))
  }
  /// Whether the ends of the range count as neighbours of the outermost observations.
  var considersEndpoints = false

  /// The weights of observations, oldest first: 1 for the newest 25, a ramp before them.
  ///
  /// - Note: J. Bergstra, D. Yamins and D. Cox, "Making a Science of Model Search", ICML 2013.
  static func weights(count: Int) -> [Double] {
    var weights = [Double](repeating: 1, count: count)
    guard count > 25 else { return weights }
    let rampCount = count - 25
    let first = 1 / Double(count)
    let slope = rampCount > 1 ? (1 - first) / Double(rampCount - 1) : 0
    for index in 0..<rampCount { weights[index] = first + slope * Double(index) }
    return weights
  }

  /// The shares of observations, oldest first, and of the prior; they sum to 1.
  func normalizedWeights(count: Int) -> [Double] {
    guard count > 0 else { return [1] }
    var weights = Self.weights(count: count)
    weights.append(priorWeight)
    let sum = weights.reduce(0, +)
    for index in weights.indices { weights[index] /= sum }
    return weights
  }
}
