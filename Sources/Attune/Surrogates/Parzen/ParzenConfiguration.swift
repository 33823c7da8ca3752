/// The settings of a Parzen estimator.
struct ParzenConfiguration: Sendable, Hashable {
  /// The weight of the prior, relative to an observation of full weight.
  var priorWeight = 1.0
  /// The weights of the observations.
  var weights = ObservationWeights.newest(25)
  /// Whether the minimum bandwidth depends on the number of observations ("magic clip").
  var usesMagicClip = true
  /// The exponent e of the magic clip; 1 in hyperopt and Optuna.
  var floorExponent = 1.0
  /// Whether the bounds count as neighbours of the outermost observations.
  var considersEndpoints = false

  /// The minimum bandwidth as a fraction of the width H − L of the axis, for n = `count`
  /// observations.
  ///
  /// With the magic clip σ_min = (H − L) / min(100, (n + 2)^e); see Watanabe 2023, section 3
  /// (bandwidth selection). n + 2 is Optuna's term, the number of kernels plus 1. Bergstra et al.
  /// 2011, section 4.2, only state that deviations are clipped to a reasonable range.
  func floorFraction(count: Int) -> Double {
    guard usesMagicClip else { return 1e-12 }
    let n2 = Double(count + 1) + 1  // n + 2
    return 1 / min(100, floorExponent == 1 ? n2 : Math.exp(floorExponent * Math.log(n2)))
  }
}
