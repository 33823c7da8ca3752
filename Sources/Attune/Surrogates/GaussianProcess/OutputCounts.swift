/// How many values the outputs of a Gaussian process are means of.
///
/// The mean of *n* values has a noise variance of σ²/*n*. How far the values are from their means determines
/// the noise better than the means do.
///
/// - Note: M. Binois, R. B. Gramacy and M. Ludkovski, "Practical Heteroscedastic Gaussian Process Modeling for
///   Large Simulation Experiments", Journal of Computational and Graphical Statistics 27(4), 2018, eq. 8.
struct OutputCounts: Sendable, Hashable {
  /// The number of values of each output, positive.
  let counts: [Int]

  /// The number of distances from a mean that are independent, Σ (*n* − 1) over some outputs.
  var freedom = 0

  /// The sum of the squares of these distances.
  var squares = 0.0

  /// What the noise variance of each output is multiplied with.
  var noiseFactors: [Double] { counts.map { 1 / Double($0) } }

  /// The negative logarithm of the likelihood of the distances up to a constant, and its derivative by ln σ².
  func negativeLog(noise: Double) -> (value: Double, derivative: Double) {
    let ratio = squares / noise
    return (0.5 * (Double(freedom) * Math.log(noise) + ratio), 0.5 * (Double(freedom) - ratio))
  }
}
