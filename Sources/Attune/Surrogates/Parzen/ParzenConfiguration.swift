/// The choices that shape a Parzen estimator.
struct ParzenConfiguration: Sendable, Hashable {
  /// The weight of the prior, where an observation of full weight has 1.
  var priorWeight = 1.0
  /// The weights of the observations.
  var weights = ObservationWeights.newest(25)
  /// Whether bandwidths have a floor that shrinks as observations come in.
  var usesMagicClip = true
  /// How fast it shrinks: as the inverse of the number of kernels to this power.
  var floorExponent = 1.0
  /// Whether the ends of the range count as neighbours of the outermost observations.
  var considersEndpoints = false

  /// The least bandwidth as a share of the width of the axis.
  func floorShare(count: Int) -> Double {
    guard usesMagicClip else { return 1e-12 }
    let kernels = Double(count + 1) + 1
    return 1 / min(100, floorExponent == 1 ? kernels : Math.exp(floorExponent * Math.log(kernels)))
  }
}
