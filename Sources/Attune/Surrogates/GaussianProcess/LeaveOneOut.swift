/// The predictions of each output of a Gaussian process from all others, with the hyperparameters
/// unchanged.
///
/// They show how well a model, or a transformation of the outputs, predicts.
///
/// - Note: C. E. Rasmussen and C. K. I. Williams, "Gaussian Processes for Machine Learning", MIT
///   Press 2006, eq. 5.10 to 5.12.
struct LeaveOneOut: Sendable, Hashable {
  /// Each output minus its prediction: [K⁻¹ y]_i / [K⁻¹]_ii.
  let residuals: [Double]

  /// The variances of the predictions, noise included: 1 / [K⁻¹]_ii.
  let variances: [Double]

  /// - Complexity: O(*n*³) for *n* observations.
  init(_ process: GaussianProcess) {
    let inverse = process.cholesky.tiledInverse()
    variances = (0..<process.points.count).map { 1 / inverse[$0, $0] }
    residuals = zip(process.weights, variances).map { $0 * $1 }
  }

  /// The sum of the logarithms of the predictive densities at the outputs.
  var logLikelihood: Double {
    var sum = 0.0
    for (residual, variance) in zip(residuals, variances) {
      sum -=
        0.5 * (Math.log(variance) + residual * residual / variance)
        + NormalDistribution.logRootTwoPi
    }
    return sum
  }

  /// The fraction of the outputs' variance that the predictions explain, R²; negative if the mean
  /// predicts better.
  func explainedFraction(of outputs: [Double]) -> Double {
    let mean = outputs.reduce(0, +) / Double(outputs.count)
    let total = outputs.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    return 1 - residuals.reduce(0) { $0 + $1 * $1 } / total
  }
}
