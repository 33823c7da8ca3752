/// The positions of scores without a value, which are modelled as lower than all others.
///
/// - Note: X. Song et al., "The Vizier Gaussian Process Bandit Algorithm", arXiv 2408.11527, section
///   3.2.
struct FailedScores: Sendable, Hashable {
  /// The scores that are neither NaN nor minus infinity.
  ///
  /// Infinity is replaced by the largest finite score, or 0. Magnitudes are at most 1e300, so that
  /// differences are finite.
  let valid: [Double]

  private let isValid: [Bool]

  init(_ scores: [Double]) {
    isValid = scores.map { $0 > -.infinity }
    let largest = scores.reduce(-.infinity) { $1.isFinite ? max($0, $1) : $0 }
    let limit = largest.isFinite ? largest : 0
    valid = scores.filter { $0 > -.infinity }.map { min(max(min($0, limit), -1e300), 1e300) }
  }

  /// All scores, given the valid ones on a scale with about standard deviation 1: failed ones are
  /// min − (½ (max − min) + 1).
  ///
  /// If any failed, all are shifted so that 0 is the expected score with the smoothed fraction
  /// (½ + valid) / (1 + all) of valid scores: regions far from all trials are modelled as a mixture.
  func completed(_ scores: [Double]) -> [Double] {
    guard scores.count < isValid.count else { return scores }
    guard let low = scores.min(), let high = scores.max() else {
      return isValid.map { _ in 0 }
    }
    let failed = low - (0.5 * (high - low) + 1)
    let fraction = (0.5 + Double(scores.count)) / (1 + Double(isValid.count))
    let mean = scores.reduce(0, +) / Double(scores.count)
    let expected = fraction * mean + (1 - fraction) * failed
    var next = scores.makeIterator()
    return isValid.map { ($0 ? next.next() ?? failed : failed) - expected }
  }
}
