/// A Gaussian process that predicts the losses of configurations without their noise.
///
/// It learns from the means of the losses of each configuration, with less noise for more of them. Losses above
/// the median become normal quantiles of their ranks, so that a few very bad trials, as of a training that has
/// diverged, do not hide the differences between good ones; predictions below the median are in the units of
/// the objective.
struct ConfigurationModel: Sendable {
  /// The predicted losses, and their standard deviations.
  let predictions: [(loss: Double, standardDeviation: Double)]

  /// The number of configurations that the process learns from at most.
  ///
  /// The time of a fit grows with the cube of the number.
  private static let limit = 300

  /// Fits the process; nil if there are fewer than two configurations, if their parameters do not vary, if their
  /// losses have no noise, or if the fit is numerically impossible.
  ///
  /// - Parameter configurations: Those with a finite mean of the losses.
  /// - Complexity: O(*n*³ *f* + *m* *n*²) for *m* configurations, the *n* ≤ 300 of them that the process learns
  ///   from, and *f* steps of the fit.
  init?(_ configurations: [ConfigurationValues]) {
    let space = ConfigurationSpace(configurations.map { $0.trials[0] })
    guard configurations.count > 1, !space.kinds.isEmpty else { return nil }
    let statistics = configurations.map(\.statistics)
    let points = configurations.map { space.point(of: $0.trials[0]) }
    let learned = Self.selection(of: statistics.map(\.mean))
    let scores = learned.map { -statistics[$0].mean }
    let warped = OutputWarp.halfRanked(scores)
    let scaling = StandardScaling(warped)
    let table = CoordinateTable(kinds: space.kinds, points: learned.map { points[$0] })
    let outputs = warped.map { scaling($0) }
    let counts = Self.counts(
      learned.map { statistics[$0] },
      isLinear: zip(scores, warped).map { $0 == $1 }, scale: scaling.deviation)
    let starts = GaussianProcessPrior.starts(dimensionCount: space.kinds.count)
    guard
      let parameters = GaussianProcessFit().parameters(
        points: table, outputs: outputs, starts: starts, counts: counts),
      parameters.noise >= Self.smallestNoise * parameters.amplitude,
      counts.freedom == 0 || counts.squares > 0,
      let process = GaussianProcess(
        parameters: parameters, points: table, outputs: outputs, counts: counts)
    else { return nil }
    let moments = process.moments(at: CoordinateTable(kinds: space.kinds, points: points))
    predictions = zip(moments.means, moments.variances).map { mean, variance in
      (
        loss: -(scaling.mean + scaling.deviation * mean),
        standardDeviation: scaling.deviation * max(variance, 0).squareRoot()
      )
    }
  }

  /// The fraction of the variance of the function below which the noise counts as none.
  private static let smallestNoise = 1e-3

  /// How many values the means are of, and the distances from them.
  ///
  /// - Parameters:
  ///   - isLinear: Whether each mean is one of those that keep their scale; the distances of others do not say
  ///     what the noise is.
  ///   - scale: What the outputs were divided by.
  private static func counts(
    _ statistics: [RepeatStatistics], isLinear: [Bool], scale: Double
  ) -> OutputCounts {
    var counts = OutputCounts(counts: statistics.map(\.count))
    for (statistics, isLinear) in zip(statistics, isLinear)
    where isLinear && statistics.count > 1 && statistics.squares.isFinite {
      counts.freedom += statistics.count - 1
      counts.squares += statistics.squares / scale / scale
    }
    return counts
  }

  /// The indices of all losses, or, of many, of the best third of the limit and of others at equal distances of
  /// their ranks.
  private static func selection(of losses: [Double]) -> [Int] {
    guard losses.count > limit else { return Array(losses.indices) }
    let ranked = losses.indices.sorted { (losses[$0], $0) < (losses[$1], $1) }
    let (best, others) = (ranked.prefix(limit / 3), ranked.dropFirst(limit / 3))
    let count = limit - best.count
    return (best + (0..<count).map { others[others.startIndex + $0 * others.count / count] })
      .sorted()
  }
}
