/// An acquisition function of the moments that trees predict.
///
/// It is constant in the boxes of the trees, so that its gradient is 0.
struct ForestAcquisition: AcquisitionFunction {
  let surrogate: any ForestSurrogate
  let criterion: AcquisitionCriterion
  let kinds: [CoordinateTable.Kind]

  func values(at candidates: CoordinateTable) -> [Double] {
    let moments = surrogate.moments(at: candidates)
    return zip(moments.means, moments.variances).map { mean, variance in
      // SMAC has the same bound, relative to standardized values.
      let deviation = max(variance, Self.minimumVariance).squareRoot()
      return criterion(mean: mean, deviation: deviation).value
    }
  }

  func value(at point: [Double], addingTo gradient: inout [Double]) -> Double {
    values(at: CoordinateTable(kinds: kinds, points: [point]))[0]
  }

  /// The smallest variance; without one, nothing could be learned where all trees agree.
  private static let minimumVariance = 1e-5
}
