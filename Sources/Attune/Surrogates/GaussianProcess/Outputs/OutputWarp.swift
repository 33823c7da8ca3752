/// A monotonic transformation of scores, of which larger ones are better, before a Gaussian process
/// models them.
///
/// - Note: Half-rank and the scores of failed trials: X. Song et al., "The Vizier Gaussian
///   Process Bandit Algorithm", arXiv 2408.11527, section 3.2. Power: A. I. Cowen-Rivers et al.,
///   "HEBO", JAIR 74, 2022, arXiv 2012.03826, section 3.2.
enum OutputWarp: String, Sendable, Hashable, CaseIterable {
  /// No transformation but scaling.
  case none

  /// The power transformation with the highest likelihood: Box–Cox for positive losses, Yeo–Johnson
  /// for others.
  case power

  /// Scores below the median become normal quantiles of their ranks.
  case halfRank

  /// The transformed scores: standardized, or, if any trial failed, with 0 as the expected score of
  /// a trial and standard deviation 1.
  ///
  /// - Parameter scores: NaN and minus infinity are scores of failed trials; see
  ///   ``FailedScores``. Infinity is treated as the largest finite score.
  /// - Complexity: O(*n* log *n*) for *n* scores.
  func callAsFunction(_ scores: [Double]) -> [Double] {
    let failures = FailedScores(scores)
    var warped = warped(failures.valid)
    if !warped.allSatisfy(\.isFinite) { warped = failures.valid }
    let scaling = StandardScaling(warped)
    let standardized = warped.map { scaling($0) }
    guard standardized.count < scores.count else { return standardized }
    let complete = failures.completed(standardized)
    let deviation = StandardScaling(complete).deviation
    return complete.map { $0 / deviation }
  }

  /// The transformed scores, before scaling.
  private func warped(_ scores: [Double]) -> [Double] {
    switch self {
    case .none: scores
    case .power: Self.powerTransformed(scores)
    case .halfRank: Self.halfRanked(scores)
    }
  }

  /// Box–Cox of the losses divided by their standard deviation if all are positive, and Yeo–Johnson
  /// otherwise or if the result hardly varies; without a result, the scores.
  ///
  /// The results are those of the transformations up to a linear function.
  static func powerTransformed(_ scores: [Double]) -> [Double] {
    let deviation = StandardScaling(scores).deviation
    let losses = scores.map { -$0 / deviation }
    if losses.allSatisfy({ $0 > 0 }),
      let transformation = PowerTransformation.boxCox(fittedTo: losses)
    {
      let spread = StandardScaling(losses.map { transformation($0) }).deviation
      if spread >= 0.5, spread.isFinite {
        return transformation.linearEquivalents(of: losses).map { -$0 }
      }
    }
    guard let transformation = PowerTransformation.yeoJohnson(fittedTo: losses) else {
      return scores
    }
    return transformation.linearEquivalents(of: losses).map { -$0 }
  }

  /// Replaces each score below the median m by m + s Φ⁻¹(½ (r − ½) / D).
  ///
  /// r is the rank from the lowest among distinct scores, counted from 1; D the number of distinct
  /// scores below m, and ½ more if m is a score; s the root of the mean of (y − m)² over the
  /// distinct scores y that are not below m.
  static func halfRanked(_ scores: [Double]) -> [Double] {
    let sorted = scores.sorted()
    guard let first = sorted.first else { return [] }
    let middle = sorted.count / 2
    let median =
      sorted.count % 2 == 1
      ? sorted[middle] : sorted[middle - 1] + 0.5 * (sorted[middle] - sorted[middle - 1])
    var distinct = [first]
    for score in sorted where score != distinct[distinct.count - 1] { distinct.append(score) }
    func spread(_ scores: some Collection<Double>) -> Double {
      let sum = scores.reduce(0) { $0 + ($1 - median) * ($1 - median) }
      return (sum / Double(scores.count)).squareRoot()
    }
    let belowCount = distinct.partitioningIndex { $0 >= median }
    let upper = spread(distinct[belowCount...])
    let deviation = upper > 0 ? upper : spread(distinct)
    let hasMedian = belowCount < distinct.count && distinct[belowCount] == median
    let count = Double(belowCount) + (hasMedian ? 0.5 : 0)
    return scores.map { score in
      guard score < median else { return score }
      let rank = Double(distinct.partitioningIndex { $0 >= score } + 1)
      return median + deviation * NormalDistribution.quantile(0.5 * (rank - 0.5) / count)
    }
  }
}
