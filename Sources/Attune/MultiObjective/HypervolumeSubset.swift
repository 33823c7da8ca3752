/// A small set of points that together dominate as much volume as can be had greedily.
///
/// - Note: A. P. Guerreiro, C. M. Fonseca and L. Paquete, "Greedy Hypervolume Subset Selection in Low
///   Dimensions", Evolutionary Computation 24(3), 2016, doi:10.1162/EVCO_a_00188.
enum HypervolumeSubset {
  /// The places of the selected points, in the order of selection.
  ///
  /// - Parameters:
  ///   - points: Losses, mutually non-dominated. Equal points count once until the different ones
  ///     are used up.
  ///   - count: How many to select, at most all.
  /// - Complexity: O(*c* · *n*) in two dimensions; more dimensions cost a hypervolume a step.
  static func indices(of points: [[Double]], count: Int) -> [Int] {
    guard count < points.count else { return Array(points.indices) }
    let order = points.indices.sorted { a, b in
      points[a].lexicographicallyPrecedes(points[b]) || (points[a] == points[b] && a < b)
    }
    var unique: [Int] = []
    var repeated: [Int] = []
    for index in order {
      if let last = unique.last, points[last] == points[index] {
        repeated.append(index)
      } else {
        unique.append(index)
      }
    }
    if unique.count < count {
      return unique + repeated.sorted().prefix(count - unique.count)
    }
    let reference = referencePoint(points)
    guard reference.allSatisfy(\.isFinite) else { return Array(unique.prefix(count)) }
    let front = unique.map { points[$0] }
    let selected =
      reference.count == 2
      ? selectInPlane(front, count, reference) : select(front, count, reference)
    return selected.map { unique[$0] }
  }

  /// A point that every point dominates, a little beyond the worst value of each objective.
  static func referencePoint(_ points: [[Double]]) -> [Double] {
    guard let first = points.first else { return [] }
    return first.indices.map { axis in
      let worst = points.map { $0[axis] }.max() ?? 0
      let reference = max(1.1 * worst, 0.9 * worst)
      return reference == 0 ? 1e-12 : reference
    }
  }

  /// In lexicographic order each point adds the rectangle up to its neighbours among the selected.
  private static func selectInPlane(
    _ points: [[Double]], _ count: Int, _ reference: [Double]
  ) -> [Int] {
    var candidates = Array(points.indices)
    var corners = [(Double, Double)](
      repeating: (reference[0], reference[1]), count: points.count)
    var selected: [Int] = []
    while selected.count < count {
      var best = 0
      var largest = -Double.infinity
      for (place, index) in candidates.enumerated() {
        let area = (corners[place].0 - points[index][0]) * (corners[place].1 - points[index][1])
        if area > largest { (best, largest) = (place, area) }
      }
      let chosen = candidates.remove(at: best)
      corners.remove(at: best)
      selected.append(chosen)
      for place in corners.indices {
        if place < best {
          corners[place].0 = min(corners[place].0, points[chosen][0])
        } else {
          corners[place].1 = min(corners[place].1, points[chosen][1])
        }
      }
    }
    return selected
  }

  private static func select(
    _ points: [[Double]], _ count: Int, _ reference: [Double]
  ) -> [Int] {
    var candidates = Array(points.indices)
    var selected: [Int] = []
    while selected.count < count {
      let chosenPoints = selected.map { points[$0] }
      var best = 0
      var largest = -Double.infinity
      for (place, index) in candidates.enumerated() {
        let gain = Hypervolume.gain(of: points[index], over: chosenPoints, reference: reference)
        if gain > largest { (best, largest) = (place, gain) }
      }
      selected.append(candidates.remove(at: best))
    }
    return selected
  }
}
