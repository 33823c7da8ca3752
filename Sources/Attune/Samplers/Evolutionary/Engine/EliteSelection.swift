/// The survivors of a population: whole ranks as long as they fit, then part of the next rank.
enum EliteSelection {
  /// The indices of the survivors by NSGA-II: the next rank contributes those with the largest
  /// crowding distance.
  ///
  /// - Note: Deb et al. 2002, doi:10.1109/4235.996017, section III-C.
  /// - Parameter count: The number of survivors; all individuals survive if there are fewer.
  /// - Complexity: That of ``ParetoFront/ranks(of:)``.
  static func crowding(_ population: [Fitness], count: Int) -> [Int] {
    select(population, count: count) { _, front, missing in
      let order = CrowdingDistance(of: front.map { population[$0].losses }).order
      return order.prefix(missing).map { front[$0] }
    }
  }

  /// The indices of the survivors by NSGA-III: the next rank contributes those of the reference
  /// directions with the fewest survivors.
  ///
  /// - Note: K. Deb and H. Jain, "An Evolutionary Many-Objective Optimization Algorithm Using
  ///   Reference-Point-Based Nondominated Sorting Approach, Part I: Solving Problems With Box
  ///   Constraints", IEEE Transactions on Evolutionary Computation 18(4), 2014,
  ///   doi:10.1109/TEVC.2013.2281535, Algorithm 1. Optuna normalizes the values instead of the
  ///   losses, so its ideal point is the worst one of a maximized objective; here it is the best
  ///   one.
  /// - Parameters:
  ///   - count: The number of survivors; all individuals survive if there are fewer.
  ///   - references: The reference points; see ``ReferencePoints``.
  /// - Complexity: That of ``ParetoFront/ranks(of:)`` and O(*d*² *n* *p*) for *n* individuals with
  ///   *d* losses and *p* reference points.
  static func niching(
    _ population: [Fitness], count: Int, references: ReferencePoints,
    using random: inout RandomStream
  ) -> [Int] {
    niching(population, count: count, references: references) { random.shuffle(&$0) }
  }

  /// The survivors by NSGA-III for a given shuffle.
  static func niching(
    _ population: [Fitness], count: Int, references: ReferencePoints,
    shuffle: (inout [Int]) -> Void
  ) -> [Int] {
    select(population, count: count) { elite, front, missing in
      let normalized = ObjectiveNormalization.normalized(
        (elite + front).map { population[$0].losses })
      let niches = normalized.map { references.nearest(to: $0) }
      let selected = NichePreservation.select(
        missing, of: Array(niches[elite.count...]), elite: niches[..<elite.count].map(\.index),
        shuffle: shuffle)
      return selected.map { front[$0] }
    }
  }

  /// Selects whole ranks, and lets `fill` select from the rank that does not fit.
  ///
  /// - Parameter fill: Receives the indices of the individuals selected so far, those of the rank
  ///   and the number of individuals to select from the rank.
  private static func select(
    _ population: [Fitness], count: Int, fill: ([Int], [Int], Int) -> [Int]
  ) -> [Int] {
    guard count < population.count else { return Array(population.indices) }
    let ranks = ParetoFront.ranks(
      of: population.map(\.losses), violations: population.map(\.violation))
    var fronts = [[Int]](repeating: [], count: (ranks.max() ?? -1) + 1)
    for (index, rank) in ranks.enumerated() { fronts[rank].append(index) }
    var elite: [Int] = []
    for front in fronts where elite.count < count {
      let missing = count - elite.count
      elite += front.count < missing ? front : fill(elite, front, missing)
    }
    return elite
  }
}
