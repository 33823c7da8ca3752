/// A criterion of the posterior of a Gaussian process.
struct PosteriorAcquisition: AcquisitionFunction {
  let process: GaussianProcess
  let criterion: AcquisitionCriterion

  func values(at candidates: CoordinateTable) -> [Double] {
    if criterion == .mean { return process.means(at: candidates) }
    let (means, variances) = process.moments(at: candidates)
    return zip(means, variances).map { mean, variance in
      criterion(mean: mean, deviation: Self.deviation(variance)).value
    }
  }

  func value(at point: [Double], addingTo gradient: inout [Double]) -> Double {
    let prediction = process.prediction(at: point)
    let deviation = Self.deviation(prediction.variance)
    let result = criterion(mean: prediction.mean, deviation: deviation)
    for index in gradient.indices {
      gradient[index] +=
        result.byMean * prediction.meanGradient[index]
        + result.byDeviation * prediction.varianceGradient[index] / (2 * deviation)
    }
    return result.value
  }

  private static func deviation(_ variance: Double) -> Double {
    (variance + AcquisitionCriterion.minimumVariance).squareRoot()
  }
}
