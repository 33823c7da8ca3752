import Attune
import Foundation

/// A comparison of optimizers on some problems after a number of evaluations.
///
/// Regret is normalized: 0 is the optimum, 1 the median of random search after 100 evaluations. The
/// regret of each seed is clipped at 5.
struct QualitySummary {
  /// The results of an optimizer.
  struct Row {
    /// The name of the optimizer.
    let optimizer: String
    /// The mean of the normalized regret over seeds and then over problems.
    let regret: Double
    /// The standard error of that mean.
    let standardError: Double
    /// The geometric mean over problems of the median regret plus 0.001.
    let geometricRegret: Double
    /// The mean rank among the optimizers over problems; 1 is the best.
    let rank: Double
    /// The mean over problems of the mean regret of the worst two seeds of each.
    let worstTwoRegret: Double
    /// The regret on each problem, by seed.
    let regretsBySeed: [[Double]]

    /// The mean regret on each problem.
    var regrets: [Double] { regretsBySeed.map(Statistics.mean) }

    /// The standard error of the mean regret on each problem.
    var standardErrors: [Double] { regretsBySeed.map(Statistics.standardError) }

    /// The mean regret of the worst two seeds of each problem.
    var worstTwoRegrets: [Double] { regretsBySeed.map(Statistics.meanOfLargestTwo) }
  }

  /// The problems.
  let problems: [Problem]
  /// The number of evaluations.
  let evaluations: Int
  /// The optimizers, sorted by regret in ascending order; equal ones in the given order.
  let rows: [Row]

  /// Compares optimizers.
  ///
  /// - Parameters:
  ///   - problems: The problems.
  ///   - evaluations: The number of evaluations.
  ///   - bests: The best values of each optimizer by problem and seed, in the order of `problems`.
  ///   - baseline: The median of random search on each problem.
  init(
    _ problems: [Problem], evaluations: Int, bests: [(optimizer: String, values: [[Double]])],
    baseline: [Double]
  ) {
    self.problems = problems
    self.evaluations = evaluations
    rows = bests.map { entry in
      let regrets = problems.indices.map { index in
        let optimum = problems[index].optimum
        let span = baseline[index] - optimum
        return entry.values[index].map { min(($0 - optimum) / span, 5) }
      }
      let ranks = problems.indices.map { index in
        let others = bests.filter { $0.optimizer != entry.optimizer }.map { $0.values[index] }
        return Self.rank(entry.values[index], among: others, problems[index].direction)
      }
      let count = Double(problems.count)
      let errors = regrets.map { Statistics.variance($0) / Double($0.count) }
      let logarithms = regrets.map { log(max(Statistics.median($0), 0) + 1e-3) }
      return Row(
        optimizer: entry.optimizer, regret: Statistics.mean(regrets.map(Statistics.mean)),
        standardError: sqrt(errors.reduce(0, +)) / count,
        geometricRegret: exp(Statistics.mean(logarithms)), rank: Statistics.mean(ranks),
        worstTwoRegret: Statistics.mean(regrets.map(Statistics.meanOfLargestTwo)),
        regretsBySeed: regrets)
    }.sorted { $0.regret < $1.regret }
  }

  /// The expected rank when a random seed of every optimizer is drawn.
  private static func rank(
    _ own: [Double], among others: [[Double]], _ direction: Direction
  ) -> Double {
    1
      + others.reduce(0) { sum, other in
        let lossCount = own.reduce(0.0) { sum, value in
          sum
            + other.reduce(0) { sum, rival in
              sum + (rival == value ? 0.5 : direction.isBetter(rival, than: value) ? 1 : 0)
            }
        }
        return sum + lossCount / Double(own.count * other.count)
      }
  }
}
