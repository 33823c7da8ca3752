/// The function h(z) = z Φ(z) + φ(z), the expected positive part of z plus a standard normal variable,
/// on a logarithmic scale and without cancellation.
///
/// - Note: S. Ament, S. Daulton, D. Eriksson, M. Balandat and E. Bakshy, "Unexpected Improvements to
///   Expected Improvement for Bayesian Optimization", NeurIPS 2023, arXiv 2310.20708, eq. 9 and
///   appendix A.
struct ImprovementDensity: Sendable, Hashable {
  /// ln h(z).
  let logarithm: Double

  /// Φ(z) / h(z), the derivative of ln h by z.
  let slope: Double

  /// φ(z) / h(z), which is 1 − z Φ(z) / h(z).
  let complement: Double

  init(_ z: Double) {
    let logDensity = -0.5 * z * z - NormalDistribution.logRootTwoPi
    if z > -1 {
      let density = Math.exp(logDensity)
      let probability = NormalDistribution.cumulative(z)
      let value = z * probability + density
      logarithm = Math.log(value)
      slope = probability / value
      complement = density / value
    } else if z > -50 {
      // With Φ = φ · tail, h = φ (1 + z · tail).
      let tail = Self.rootHalfPi * Math.erfcx(-z * 0.5.squareRoot())
      let factor = 1 + z * tail
      logarithm = logDensity + Math.log(factor)
      slope = tail / factor
      complement = 1 / factor
    } else {
      // The asymptotic series of erfc, in u = 1 / z²; 1 + z · tail would cancel.
      let u = 1 / (z * z)
      let factor = 1 - u * (3 - u * (15 - u * (105 - u * 945)))
      let tail = 1 - u * (1 - u * (3 - u * (15 - u * 105)))
      logarithm = logDensity - 2 * Math.log(-z) + Math.log(factor)
      slope = -z * tail / factor
      complement = z * z / factor
    }
  }

  /// The constant √(π / 2).
  private static let rootHalfPi = 1.253_314_137_315_500_251_2
}
