/// The logarithm of the expected improvement over the function at an observed point, for noisy
/// outputs.
///
/// The function there is unknown itself, so the improvement f(x) − f(x*) has the mean μ(x) − μ(x*)
/// and the variance σ²(x) + σ²(x*) − 2 cov(x, x*). Without noise, σ(x*) is 0, and it is the expected
/// improvement.
///
/// - Note: H. Zhou, X. Ma and M. B. Blaschko, "A Corrected Expected Improvement Acquisition Function
///   Under Noisy Observations", ACML 2023, arXiv 2310.05166, section 3.
struct CorrectedExpectedImprovement: AcquisitionFunction {
  let process: GaussianProcess
  private let incumbent: GaussianProcess.CovarianceWithObservation

  /// - Parameters:
  ///   - process: The posterior of the scores.
  ///   - incumbent: The index of the observed point x*, usually the one with the highest posterior
  ///     mean.
  init(process: GaussianProcess, incumbent: Int) {
    self.process = process
    self.incumbent = process.covariance(withObservation: incumbent)
  }

  func values(at candidates: CoordinateTable) -> [Double] {
    let (means, variances) = process.moments(at: candidates)
    let covariances = process.covariances(of: candidates, with: incumbent)
    return candidates.indices.map {
      criterion(mean: means[$0], deviation: deviation(variances[$0], covariances[$0])).value
    }
  }

  func value(at point: [Double], addingTo gradient: inout [Double]) -> Double {
    let prediction = process.prediction(at: point)
    let covariance = process.covariance(of: point, with: incumbent)
    let deviation = deviation(prediction.variance, covariance.value)
    let result = criterion(mean: prediction.mean, deviation: deviation)
    for index in gradient.indices {
      let variance = prediction.varianceGradient[index] - 2 * covariance.gradient[index]
      gradient[index] +=
        result.byMean * prediction.meanGradient[index]
        + result.byDeviation * variance / (2 * deviation)
    }
    return result.value
  }

  private var criterion: AcquisitionCriterion { .logExpectedImprovement(over: incumbent.mean) }

  /// The standard deviation of f(x) − f(x*).
  private func deviation(_ variance: Double, _ covariance: Double) -> Double {
    let difference = max(variance + incumbent.variance - 2 * covariance, 0)
    return (difference + AcquisitionCriterion.minimumVariance).squareRoot()
  }
}
