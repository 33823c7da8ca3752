/// The difference in regret of two optimizers that ran with the same seeds.
///
/// The seed determines the noise and the moved box, so differences by seed vary less than the
/// regrets themselves.
struct PairedComparison {
  /// The mean difference over some seeds, and its certainty.
  struct Difference {
    /// The mean over seeds of the first optimizer's regret minus the second's; negative if the
    /// first is better.
    let mean: Double
    /// The standard error of the mean.
    let standardError: Double
    /// The number of seeds with which the first is better.
    let winCount: Int
    /// The number of seeds with which the second is better.
    let lossCount: Int

    /// Creates the difference of regrets by seed.
    init(_ first: [Double], _ second: [Double]) {
      let differences = zip(first, second).map { $0 - $1 }
      mean = Statistics.mean(differences)
      standardError = Statistics.standardError(differences)
      winCount = differences.count { $0 < 0 }
      lossCount = differences.count { $0 > 0 }
    }
  }

  /// The name of the first optimizer.
  let first: String
  /// The name of the second optimizer.
  let second: String
  /// The difference of the means over all problems, by seed.
  let overall: Difference
  /// The difference on each problem.
  let problems: [Difference]

  /// Compares two optimizers; nil if they did not run with the same number of seeds.
  init?(_ first: QualitySummary.Row, _ second: QualitySummary.Row) {
    let counts = (first.regretsBySeed + second.regretsBySeed).map(\.count)
    guard let count = counts.first, count > 0, counts.allSatisfy({ $0 == count }) else {
      return nil
    }
    self.first = first.optimizer
    self.second = second.optimizer
    problems = zip(first.regretsBySeed, second.regretsBySeed).map { Difference($0, $1) }
    overall = Difference(
      Self.meansBySeed(first, count: count), Self.meansBySeed(second, count: count))
  }

  private static func meansBySeed(_ row: QualitySummary.Row, count: Int) -> [Double] {
    (0..<count).map { seed in Statistics.mean(row.regretsBySeed.map { $0[seed] }) }
  }
}
