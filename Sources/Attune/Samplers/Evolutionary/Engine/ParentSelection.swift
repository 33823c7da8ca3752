/// Selects the parents of a child by binary tournaments.
enum ParentSelection {
  /// The distinct indices of the selected parents.
  ///
  /// Each parent is the winner of a tournament between two individuals that are not selected yet,
  /// drawn with replacement: the first one if it dominates the second one, else the second one.
  /// Crowding distances do not count, as in Optuna.
  ///
  /// - Parameter count: The number of parents, at most that of the population.
  /// - Complexity: O(*c* *n*) for *c* parents and *n* individuals.
  static func parents(
    _ count: Int, of population: [Fitness], using random: inout RandomStream
  ) -> [Int] {
    parents(count, of: population) { random.index(below: $0) }
  }

  /// The parents for given random indices.
  ///
  /// - Parameter index: Returns a random index below a bound.
  static func parents(
    _ count: Int, of population: [Fitness], index: (Int) -> Int
  ) -> [Int] {
    precondition(
      count <= population.count,
      "\(count) parents cannot be selected from \(population.count) individuals")
    var candidates = Array(population.indices)
    return (0..<count).map { _ in
      let first = index(candidates.count)
      let second = index(candidates.count)
      let isFirstBetter = population[candidates[first]].dominates(population[candidates[second]])
      return candidates.remove(at: isFirstBetter ? first : second)
    }
  }
}
