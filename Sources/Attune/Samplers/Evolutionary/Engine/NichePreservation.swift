/// Selects individuals from sparse niches; the niche of an individual is its reference direction.
///
/// - Note: K. Deb and H. Jain, "An Evolutionary Many-Objective Optimization Algorithm Using
///   Reference-Point-Based Nondominated Sorting Approach, Part I: Solving Problems With Box
///   Constraints", IEEE Transactions on Evolutionary Computation 18(4), 2014,
///   doi:10.1109/TEVC.2013.2281535, Algorithm 4.
enum NichePreservation {
  /// The indices of the selected candidates, in the order of selection.
  ///
  /// A candidate is selected from a niche with the fewest individuals, which is random among them:
  /// the nearest one if the niche has no individual yet, else a random one.
  ///
  /// - Parameters:
  ///   - count: The number of candidates to select; all are selected if there are fewer.
  ///   - candidates: The niche of each candidate, and its distance from the reference direction.
  ///   - elite: The niches of the individuals selected already.
  ///   - shuffle: Shuffles an array.
  /// - Complexity: O(*n* log *n* + *m*) for *n* candidates and *m* individuals selected already.
  static func select(
    _ count: Int, of candidates: [(index: Int, distance: Double)], elite: [Int],
    shuffle: (inout [Int]) -> Void
  ) -> [Int] {
    var members: [Int: [Int]] = [:]
    var niches: [Int] = []
    for (candidate, niche) in candidates.enumerated() {
      if members[niche.index] == nil { niches.append(niche.index) }
      members[niche.index, default: []].append(candidate)
    }
    var sizes: [Int: Int] = [:]
    for niche in elite { sizes[niche, default: 0] += 1 }
    // The niches with candidates, by the number of individuals.
    var nichesBySize: [Int: [Int]] = [:]
    for niche in niches { nichesBySize[sizes[niche] ?? 0, default: []].append(niche) }

    var selected: [Int] = []
    var shuffled: Set<Int> = []
    var size = 0
    while selected.count < min(count, candidates.count) {
      var current = nichesBySize.removeValue(forKey: size) ?? []
      shuffle(&current)
      while selected.count < count, let niche = current.popLast() {
        var rest = members[niche] ?? []
        if size == 0 {
          // The last one is the nearest, the first of equally near ones.
          rest.sort { (candidates[$0].distance, $0) > (candidates[$1].distance, $1) }
        } else if shuffled.insert(niche).inserted {
          shuffle(&rest)
        }
        if let candidate = rest.popLast() { selected.append(candidate) }
        members[niche] = rest
        if !rest.isEmpty { nichesBySize[size + 1, default: []].append(niche) }
      }
      size += 1
    }
    return selected
  }
}
