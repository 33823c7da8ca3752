/// The crowding distance of points: how far their neighbours in each objective are from each other.
///
/// - Note: K. Deb, A. Pratap, S. Agarwal and T. Meyarivan, "A Fast and Elitist Multiobjective
///   Genetic Algorithm: NSGA-II", IEEE Transactions on Evolutionary Computation 6(2), 2002,
///   doi:10.1109/4235.996017, section III-B. Infinite losses and the order of equal points are
///   Optuna's, except that Optuna sorts equal values of a maximized objective in reverse.
struct CrowdingDistance {
  /// The distance of each point.
  let distances: [Double]

  /// The indices of the points by descending distance.
  let order: [Int]

  /// Computes the distances of the points of a front.
  ///
  /// Points at an end of an objective have an infinite distance, unless they share it with their
  /// neighbour and it is infinite itself. An objective that is equal in all points adds nothing.
  ///
  /// - Complexity: O(*d* *n* log *n*) for *n* points of *d* losses.
  init(of points: [[Double]]) {
    var distances = [Double](repeating: 0, count: points.count)
    // Each objective sorts the order of the previous one, and equal points keep their order. It
    // decides which of them has which neighbours.
    var order = Array(points.indices)
    for axis in points.first?.indices ?? 0..<0 {
      order = Self.stableOrder(order) { points[$0][axis] }
      let sorted = order.map { points[$0][axis] }
      guard let least = sorted.first, let most = sorted.last, least != most else { continue }
      let padded = [-.infinity] + sorted + [.infinity]
      let width = Self.finiteWidth(sorted)
      for (position, index) in order.enumerated() {
        let below = padded[position]
        let above = padded[position + 2]
        // Equal infinities have no distance.
        if below != above { distances[index] += (above - below) / width }
      }
    }
    self.distances = distances
    order = Self.stableOrder(order) { distances[$0] }
    self.order = order.reversed()
  }

  /// The distance between the least and the largest finite value, or 1 if there are not two.
  private static func finiteWidth(_ sorted: [Double]) -> Double {
    guard let least = sorted.first(where: \.isFinite), let most = sorted.last(where: \.isFinite),
      least < most
    else { return 1 }
    return min(most - least, .greatestFiniteMagnitude)
  }

  /// Sorts by a key; elements with equal keys keep their order.
  private static func stableOrder(_ elements: [Int], by key: (Int) -> Double) -> [Int] {
    let keyed = elements.enumerated().map { (key: key($1), position: $0, element: $1) }
    return keyed.sorted { ($0.key, $0.position) < ($1.key, $1.position) }.map(\.element)
  }
}
