/// The Wilcoxon signed-rank test for paired differences.
///
/// The statistic T⁺ is the sum of the ranks of the positive differences, ranked by magnitude. Zeros
/// are ranked with the others, as Pratt proposed, and half of their ranks counts as positive:
/// `zsplit` in SciPy. Equal magnitudes get the mean of their ranks.
///
/// - Note: F. Wilcoxon, "Individual Comparisons by Ranking Methods", Biometrics Bulletin 1(6),
///   1945, doi:10.2307/3001968, and for zeros J. W. Pratt, "Remarks on Zeros and Ties in the
///   Wilcoxon Signed Rank Procedures", JASA 54(287),
///   1959, doi:10.1080/01621459.1959.10501526. The choice between the exact distribution and the
///   normal approximation is that of SciPy 1.17.
enum SignedRankTest {
  /// The one-sided p-value: the probability of a T⁺ at least as large under the null hypothesis
  /// that all signs are equally likely.
  ///
  /// A small value means that the differences tend to be positive. Pass their negatives to test
  /// whether they tend to be below zero.
  ///
  /// - Parameter differences: Finite numbers.
  /// - Returns: A probability; 1 if there are no differences.
  /// - Complexity: O(*n* log *n*), and O(*n*³) if the distribution is exact: up to 50 differences
  ///   without ties and zeros, and up to 13 with them.
  static func upperProbability(_ differences: [Double]) -> Double {
    guard !differences.isEmpty else { return 1 }
    let count = differences.count
    let (ranks, tieCorrection) = doubledRanks(differences.map(abs))
    let signed = zip(differences, ranks)
    let positive = signed.reduce(0) { $0 + ($1.0 > 0 ? $1.1 : 0) }
    let nonzero = signed.filter { $0.0 != 0 }.map(\.1)
    let isPlain = tieCorrection == 0 && nonzero.count == count
    if count <= (isPlain ? 50 : 13) {
      // The ranks of zeros contribute the same for all signs, so they are left out.
      return exactProbability(of: positive, ranks: nonzero)
    }
    let zeros = signed.reduce(0) { $0 + ($1.0 == 0 ? $1.1 : 0) }
    // T⁺: ranks are doubled, and half of the zeros' ranks counts.
    let sum = Double(2 * positive + zeros) / 4
    let n = Double(count)
    // The mean and the variance of T⁺ under the null hypothesis, the latter with tie correction:
    // n (n + 1) / 4 and (n (n + 1) (2 n + 1) − Σ (t³ − t) / 2) / 24.
    let mean = n * (n + 1) / 4
    let variance = (n * (n + 1) * (2 * n + 1) - tieCorrection / 2) / 24
    // The normal approximation without continuity correction.
    return NormalDistribution.cumulative((mean - sum) / variance.squareRoot())
  }

  /// Twice the rank of each magnitude, averaged over equal ones, and the sum of t³ − t over groups
  /// of t equal magnitudes.
  ///
  /// Doubled mean ranks are integers.
  private static func doubledRanks(_ sizes: [Double]) -> (ranks: [Int], tieCorrection: Double) {
    let order = sizes.indices.sorted { sizes[$0] < sizes[$1] }
    var ranks = Array(repeating: 0, count: sizes.count)
    var correction = 0.0
    var start = 0
    while start < order.count {
      var end = start + 1
      while end < order.count, sizes[order[end]] == sizes[order[start]] { end += 1 }
      // Twice the mean of the ranks from start + 1 to end.
      for index in order[start..<end] { ranks[index] = start + 1 + end }
      let t = Double(end - start)
      correction += t * t * t - t
      start = end
    }
    return (ranks, correction)
  }

  /// The fraction of all 2ᵐ assignments of signs to *m* ranks whose positive ranks sum to at least
  /// `target`.
  private static func exactProbability(of target: Int, ranks: [Int]) -> Double {
    // The number of assignments for each sum, by dynamic programming over the ranks. At most 2⁵⁰ in
    // total, so the counts are exact.
    var counts = Array(repeating: 0.0, count: ranks.reduce(0, +) + 1)
    counts[0] = 1
    var reach = 0
    for rank in ranks {
      reach += rank
      for sum in stride(from: reach, through: rank, by: -1) { counts[sum] += counts[sum - rank] }
    }
    return counts[target...].reduce(0, +) / counts.reduce(0, +)
  }
}
