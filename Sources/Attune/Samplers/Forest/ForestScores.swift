/// The scores of trials on the scale of a forest.
enum ForestScores {
  /// The transformed scores, about standardized; larger is better.
  ///
  /// Trials that violate constraints are as bad as failed ones, and up to 1 worse in proportion to their
  /// violation, so that a model also learns from them where no trial is feasible.
  ///
  /// - Parameters:
  ///   - scores: Larger is better; NaN or −∞ where there is none.
  ///   - violations: The total violation of each trial; 0 for a feasible one.
  static func outputs(
    _ scores: [Double], violations: [Double], warp: OutputWarp
  ) -> [Double] {
    let feasible = zip(scores, violations).map { $1 == 0 ? $0 : -.infinity }
    // Infinite and missing violations become finite.
    let finite = violations.map { $0 < 1e300 ? $0 : 1e300 }
    let largest = finite.max() ?? 0
    return zip(warp(feasible), finite).map { output, violation in
      largest > 0 ? output - violation / largest : output
    }
  }
}
