/// The values of a constraint on the scale of a Gaussian process; larger is better.
struct FeasibilityScores: Sendable {
  /// The values, about standardized.
  let outputs: [Double]
  /// The scaled value from which on the constraint is satisfied, within ±1e6, so that logarithms of
  /// probabilities are finite.
  let threshold: Double

  /// Scales values; a missing one counts as the worst.
  ///
  /// - Parameter scores: The values, at least 0 where the constraint is satisfied.
  init(_ scores: [Double]) {
    let failures = FailedScores(scores)
    let scaling = StandardScaling(failures.valid)
    let scaled = failures.valid.map { scaling($0) }
    let complete = failures.completed(scaled)
    // Completing shifts all values, and so the threshold.
    let first = scores.firstIndex { $0 > -.infinity }
    let shift = first.map { complete[$0] - scaled[0] } ?? 0
    let second = StandardScaling(complete)
    outputs = complete.map { second($0) }
    threshold = min(max(second(scaling(0) + shift), -1e6), 1e6)
  }
}
