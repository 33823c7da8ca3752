/// A test whether the mean of a normal distribution is 0, which may be looked at after every number.
///
/// The evidence is a ratio of likelihoods: that of all numbers if the mean is a number of standard deviations
/// that is itself normal with variance 1, to that if the mean is 0, whatever the standard deviation is. If the
/// mean is 0, the evidence ever reaches a level *e* with probability 1/*e* at most, however often it is looked
/// at.
///
/// - Note: The ratio is that of J. N. Rouder et al., "Bayesian t Tests for Accepting and Rejecting the Null
///   Hypothesis", Psychonomic Bulletin & Review 16, 2009, with a normal prior of the effect size. The bound is
///   that of T. L. Lai, "On Confidence Sequences", Annals of Statistics 4(2), 1976; see H. Wang and A. Ramdas,
///   "Anytime-Valid t-Tests and Confidence Sequences for Gaussian Means with Unknown Variance", Sequential
///   Analysis 44(1), 2025, arXiv 2310.03722.
struct SequentialTTest: Sendable, Hashable {
  /// The number of numbers.
  private(set) var count = 0

  /// Their mean.
  private(set) var mean = 0.0

  /// The sum of their squared distances from the mean.
  private(set) var squares = 0.0

  /// Adds a number.
  ///
  /// - Note: B. P. Welford, "Note on a Method for Calculating Corrected Sums of Squares and Products",
  ///   Technometrics 4(3), 1962.
  mutating func add(_ value: Double) {
    count += 1
    let distance = value - mean
    mean += distance / Double(count)
    squares += distance * (value - mean)
  }

  /// The natural logarithm of the evidence that the mean is not 0; below 0 if it speaks for 0.
  ///
  /// With t² = n (n − 1) mean² / squares, the ratio is (1 + n)^(−1/2) ((1 + t² / (n − 1)) / (1 + t² / ((1 + n)
  /// (n − 1))))^(n/2). It cannot exceed (1 + n)^((n − 1)/2), so that a few equal numbers decide nothing.
  var logEvidence: Double {
    let n = Double(count)
    let shift = n * mean * mean
    let ratio = (squares + shift) / (squares + shift / (1 + n))
    // Without any deviation from 0, both sums are 0.
    guard ratio.isFinite else { return -0.5 * Math.log1p(n) }
    return 0.5 * (n * Math.log(ratio) - Math.log1p(n))
  }
}
