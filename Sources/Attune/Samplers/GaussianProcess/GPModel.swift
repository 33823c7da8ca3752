/// A Gaussian process of a study's objective, and of its constraints, at one point of its history.
struct GPModel: Sendable {
  let space: ModelSpace
  /// The points of the observations, followed by those of an earlier study.
  let points: [[Double]]
  /// The transformed scores at the points, about standardized; larger is better.
  let scores: [Double]
  /// The process of the scores.
  let objective: GaussianProcess
  /// The processes of the constraints and what 0 is on their scales: from there on they are satisfied.
  let constraints: [(process: GaussianProcess, threshold: Double)]
  /// Whether some trial satisfies all constraints.
  let hasFeasible: Bool
  /// The possible coordinates of proposals.
  let searchAxes: [SearchAxis]
  /// The number of observations; the other points belong to an earlier study.
  let ownCount: Int

  /// The indices of the observations with the highest scores, of feasible ones first.
  let ranking: [Int]

  /// Conditions the processes on observations; nil if that is numerically impossible.
  ///
  /// - Parameters:
  ///   - data: All observations.
  ///   - part: The observations that remain of many.
  ///   - parameters: The hyperparameters, for all constraints of the part.
  ///   - reducesBounds: Whether proposals are limited to a region around the best trial.
  init?(
    _ data: GPModelData, _ part: GPModelData.Part, _ parameters: GPModelParameters,
    reducesBounds: Bool
  ) {
    guard
      let objective = GaussianProcess(
        parameters: parameters.objective, points: part.table, outputs: part.scores,
        counts: part.counts)
    else { return nil }
    constraints = part.constraints.compactMap { constraint in
      guard let parameters = parameters.constraints[constraint.name] else { return nil }
      return GaussianProcess(
        parameters: parameters, points: part.own, outputs: constraint.values.outputs
      ).map { ($0, constraint.values.threshold) }
    }
    guard constraints.count == part.constraints.count else { return nil }
    self.objective = objective
    let scores = part.scores
    let trials = data.observations.trials
    let isFeasible = part.indices.map { trials[$0].isFeasible && trials[$0].state == .complete }
    space = data.space
    searchAxes =
      reducesBounds
      ? DomainReduction(data.observations, on: data.space.axes).limiting(data.space.searchAxes)
      : data.space.searchAxes
    self.scores = scores
    ownCount = part.indices.count
    points = part.table.indices.map(part.table.point)
    let complete = part.indices.indices.filter { trials[part.indices[$0]].state == .complete }
    isDeterministic =
      objective.parameters.noise < 1e-3 * objective.parameters.amplitude
      || Self.hasEqualRepetitions(complete.map { (part.own.point($0), score: scores[$0]) })
    feasibleCount = isFeasible.count { $0 }
    hasFeasible = constraints.isEmpty || feasibleCount > 0
    ranking = isFeasible.indices.sorted {
      (isFeasible[$1] ? 1 : 0, scores[$1], $0) < (isFeasible[$0] ? 1 : 0, scores[$0], $1)
    }
  }

  /// Whether repeating an observation teaches nothing: its noise is negligible, or all points that were
  /// repeated got equal values.
  ///
  /// The fitted noise alone is not enough: by its prior, it is rarely negligible, and a good point of a
  /// discrete space would be repeated again and again.
  let isDeterministic: Bool

  /// Whether points were repeated, all with equal scores.
  private static func hasEqualRepetitions(_ points: [([Double], score: Double)]) -> Bool {
    var known: [[Double]: Double] = [:]
    var hasRepetition = false
    for (point, score) in points {
      guard let first = known.updateValue(score, forKey: point) else { continue }
      if first != score { return false }
      hasRepetition = true
    }
    return hasRepetition
  }

  /// The value of evaluating a point.
  ///
  /// With constraints, it is multiplied by the probability that they are satisfied, which takes an
  /// improvement that cannot be negative: the expected one.
  ///
  /// - Parameter pending: The points of running trials.
  func acquisition(
    _ acquisition: GPSampler.Acquisition, pending: [[Double]]
  ) -> any AcquisitionFunction {
    let pending = CoordinateTable(kinds: space.kinds, points: pending)
    let process = objective.conditioned(onVariancesAt: pending)
    let feasibility: [any AcquisitionFunction] = constraints.map { constraint in
      PosteriorAcquisition(
        process: constraint.process, criterion: .logProbability(above: constraint.threshold))
    }
    guard hasFeasible else { return AcquisitionSum(terms: feasibility) }
    let improvement = CorrectedExpectedImprovement(process: process, incumbent: incumbent)
    guard feasibility.isEmpty else {
      return AcquisitionSum(terms: [improvement] + feasibility)
    }
    switch acquisition {
    case .upperConfidenceBound(let factor):
      return PosteriorAcquisition(process: process, criterion: .upperConfidenceBound(factor))
    case .expectedImprovement: return improvement
    case .probabilityOfImprovement:
      let best = process.means(
        at: CoordinateTable(kinds: space.kinds, points: [points[incumbent]]))[0]
      return PosteriorAcquisition(process: process, criterion: .logProbability(above: best + 0.01))
    }
  }

  /// The points of the observations.
  var observed: ArraySlice<[Double]> { points.prefix(ownCount) }

  /// The best observed points, and some of the best ones of an earlier study.
  ///
  /// - Parameter count: The largest number of points of each study.
  func best(_ count: Int) -> [[Double]] {
    let others = points.indices.dropFirst(ownCount)
      .sorted { (scores[$1], $0) < (scores[$0], $1) }
    return (ranking.prefix(count) + others.prefix(count)).map { points[$0] }
  }

  /// The observation with the highest posterior mean, of the feasible ones if there are any; without
  /// observations, the one of the earlier study.
  private var incumbent: Int {
    let means = objective.means(at: CoordinateTable(kinds: space.kinds, points: points))
    let candidates =
      feasibleCount > 0
      ? Array(ranking.prefix(feasibleCount)) : ownCount > 0 ? ranking : Array(points.indices)
    return candidates.max { (means[$0], $1) < (means[$1], $0) } ?? 0
  }

  /// The number of observations that satisfy all constraints; they come first in the ranking.
  private let feasibleCount: Int
}
