/// The value of evaluating a point next; larger is better.
protocol AcquisitionFunction: Sendable {
  /// The values at points.
  func values(at candidates: CoordinateTable) -> [Double]

  /// The value at a point; its gradient, which is 0 for categories, is added to `gradient`.
  func value(at point: [Double], addingTo gradient: inout [Double]) -> Double
}

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

/// The sum of acquisition functions, for example of a logarithm of the expected improvement and
/// logarithms of probabilities of feasibility.
struct AcquisitionSum: AcquisitionFunction {
  let terms: [any AcquisitionFunction]

  func values(at candidates: CoordinateTable) -> [Double] {
    var sums = [Double](repeating: 0, count: candidates.count)
    for term in terms {
      for (index, value) in term.values(at: candidates).enumerated() { sums[index] += value }
    }
    return sums
  }

  func value(at point: [Double], addingTo gradient: inout [Double]) -> Double {
    var sum = 0.0
    for term in terms { sum += term.value(at: point, addingTo: &gradient) }
    return sum
  }
}
