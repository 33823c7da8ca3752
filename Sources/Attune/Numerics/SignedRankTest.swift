/// Wilcoxon's signed-rank test: whether paired differences tend to be above zero.
///
/// Zeros are ranked with the rest, and half of their ranks counts as positive ("zsplit").
///
/// - Note: F. Wilcoxon, "Individual Comparisons by Ranking Methods", Biometrics Bulletin 1(6), 1945,
///   doi:10.2307/3001968. Where the exact distribution is used, and where its normal approximation,
///   is SciPy 1.17's choice.
enum SignedRankTest {
  /// The probability of at least such a sum of positive ranks if the signs were a matter of chance.
  ///
  /// That the differences tend to be below zero is tested with their negatives.
  ///
  /// - Parameter differences: Finite numbers; 1 when there are none.
  /// - Complexity: O(*n* log *n*), and O(*n*³) where the distribution is exact: up to 50 differences
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
      // The zeros' share is the same whatever the signs, so it can be left out.
      return exactProbability(of: positive, ranks: nonzero)
    }
    let zeros = signed.reduce(0) { $0 + ($1.0 == 0 ? $1.1 : 0) }
    let sum = Double(2 * positive + zeros) / 4
    let n = Double(count)
    let mean = n * (n + 1) / 4
    let variance = (n * (n + 1) * (2 * n + 1) - tieCorrection / 2) / 24
    return NormalDistribution.cumulative((mean - sum) / variance.squareRoot())
  }

  /// Twice the rank of each size, those of equal sizes averaged, and the sum of t³ − t over groups of
  /// t equal ones.
  private static func doubledRanks(_ sizes: [Double]) -> (ranks: [Int], tieCorrection: Double) {
    let order = sizes.indices.sorted { sizes[$0] < sizes[$1] }
    var ranks = Array(repeating: 0, count: sizes.count)
    var correction = 0.0
    var start = 0
    while start < order.count {
      var end = start + 1
      while end < order.count, sizes[order[end]] == sizes[order[start]] { end += 1 }
      // The ranks from start + 1 to end have this mean, doubled.
      for index in order[start..<end] { ranks[index] = start + 1 + end }
      let t = Double(end - start)
      correction += t * t * t - t
      start = end
    }
    return (ranks, correction)
  }

  /// The share of all choices of signs whose positive ranks sum up to at least `target`.
  private static func exactProbability(of target: Int, ranks: [Int]) -> Double {
    // How many choices give each sum; at most 2⁵⁰ in all, so the counts are exact.
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
