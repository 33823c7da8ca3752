/// Parameters that keep their values of the best trial, since they have little influence.
enum LockedParameters {
  /// The number of trials from which the influence of parameters is estimated.
  private static let minimumCount = 20
  /// The number of groups of trials by a number.
  private static let groupCount = 4

  /// Chooses parameters at random, those with less influence more often, and returns their values in the
  /// best trial; none in the first trials.
  ///
  /// A parameter is locked with the probability 1 − e / max e, with the influences e of all parameters
  /// that all trials have.
  ///
  /// - Complexity: O(*d* · *n* log *n*) for *d* parameters and *n* trials.
  static func values(
    in history: TrialHistory, using random: inout RandomStream
  ) -> [(name: String, value: JSONValue)] {
    let space = history.intersectionSpace.filter { !$0.isConstant && $0.samplingObstacle == nil }
    let observations = history.observations(over: space)
    let feasible = observations.losses.indices.filter { observations.violations[$0] == 0 }
    guard feasible.count >= minimumCount, let best = history.bestTrial else { return [] }
    let ranks = ranks(feasible.map { observations.losses[$0][0] })
    let influences = space.parameters.indices.map { column in
      influence(
        feasible.map { observations.points[$0][column] }, on: ranks,
        isCategorical: space.parameters[column].distribution.isCategorical)
    }
    guard let largest = influences.max(), largest > 0 else { return [] }
    return zip(space.parameters, influences).compactMap { parameter, influence in
      guard random.uniform() >= influence / largest,
        let value = best.parameters.parameter(named: parameter.name)?.value
      else { return nil }
      return (parameter.name, value)
    }
  }

  /// The positions of losses in their order, with that of equal ones by index.
  private static func ranks(_ losses: [Double]) -> [Double] {
    var ranks = [Double](repeating: 0, count: losses.count)
    let order = losses.indices.sorted { (losses[$0], $0) < (losses[$1], $1) }
    for (rank, index) in order.enumerated() { ranks[index] = Double(rank) }
    return ranks
  }

  /// The part of the ranks' variance that groups of a parameter's values explain, corrected for chance; at
  /// least 0.
  ///
  /// The groups are the choices, or quarters of the trials in the order of the numbers.
  ///
  /// - Note: T. L. Kelley, "An Unbiased Correlation Ratio Measure", PNAS 21(9), 1935,
  ///   doi:10.1073/pnas.21.9.554: ε² = 1 − (1 − η²) (n − 1) / (n − k).
  static func influence(
    _ positions: [Double], on ranks: [Double], isCategorical: Bool
  ) -> Double {
    let count = positions.count
    let order = positions.indices.sorted { (positions[$0], $0) < (positions[$1], $1) }
    var groups: [(size: Double, sum: Double)] = []
    var last: Double?
    for (index, point) in order.enumerated() {
      let isNew =
        isCategorical
        ? positions[point] != last : index * groupCount / count != (index - 1) * groupCount / count
      if isNew || groups.isEmpty { groups.append((0, 0)) }
      groups[groups.count - 1].size += 1
      groups[groups.count - 1].sum += ranks[point]
      last = positions[point]
    }
    guard groups.count > 1, count > groups.count else { return 0 }
    let mean = ranks.reduce(0, +) / Double(count)
    let total = ranks.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    let between = groups.reduce(0) { sum, group in
      let difference = group.sum / group.size - mean
      return sum + group.size * difference * difference
    }
    guard total > 0 else { return 0 }
    let unexplained = (1 - between / total) * Double(count - 1) / Double(count - groups.count)
    return max(0, 1 - unexplained)
  }
}
