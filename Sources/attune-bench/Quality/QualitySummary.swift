import Attune
import Foundation

/// How optimizers compare on some problems after so many evaluations.
///
/// Regret is normalized: 0 is the optimum, 1 what random search has after 100 evaluations, in the
/// median. Each seed's is cut at 5.
struct QualitySummary {
  /// An optimizer's figures.
  struct Row {
    /// Who it is.
    let optimizer: String
    /// The mean of the normalized regrets, over seeds and then over problems.
    let regret: Double
    /// The standard error of that mean.
    let standardError: Double
    /// The geometric mean over problems of the median regret, a thousandth added to each.
    let geometricRegret: Double
    /// The mean over problems of the place among the optimizers, 1 being the best.
    let rank: Double
    /// The mean regret on each problem.
    let regrets: [Double]
  }

  /// The problems that count.
  let problems: [Problem]
  /// After how many evaluations.
  let evaluations: Int
  /// The optimizers, the one with the smallest regret first.
  let rows: [Row]

  /// Compares optimizers, given the best values of each by problem and seed, and the median of random
  /// search on each problem.
  ///
  /// - Parameter bests: Of each optimizer, its best values by problem, in the order of `problems`.
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
        regrets: regrets.map(Statistics.mean))
    }.sorted { $0.regret < $1.regret }
  }

  /// The expected place when every optimizer draws one of its seeds.
  private static func rank(
    _ own: [Double], among others: [[Double]], _ direction: Direction
  ) -> Double {
    1
      + others.reduce(0) { sum, other in
        let losses = own.reduce(0.0) { sum, value in
          sum
            + other.reduce(0) { sum, rival in
              sum + (rival == value ? 0.5 : direction.isBetter(rival, than: value) ? 1 : 0)
            }
        }
        return sum + losses / Double(own.count * other.count)
      }
  }
}
