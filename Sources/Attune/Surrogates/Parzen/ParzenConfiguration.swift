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
  /// The minimum bandwidth along a grid with equal distances, in steps; 0 in hyperopt and Optuna.
  var gridFloor = 0.0
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

  /// The minimum bandwidth σ_min along an axis, in its coordinates, for n = `count` observations.
  ///
  /// On a grid with the step s it is at least f s, where f is ``gridFloor``. Equal observations have
  /// distances of 0, so that otherwise hardly any mass would be outside of their own cells:
  ///
  ///     σ_min = max((H − L) / min(100, (n + 2)^e), f s), at most H − L
  func floor(along axis: NumericAxis, count: Int) -> Double {
    let width = axis.high - axis.low
    return max(width * floorFraction(count: count), min(gridFloor * (axis.spacing ?? 0), width))
  }
}
