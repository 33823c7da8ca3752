/// Greedy hypervolume subset selection: a subset of points with a large hypervolume.
///
/// Each step selects the point that adds the most hypervolume to the selected ones. The result has
/// at least 1 − 1/e of the largest hypervolume of any subset of that size.
///
/// - Note: Greedy incremental selection as in A. P. Guerreiro, C. M. Fonseca and L. Paquete,
///   "Greedy Hypervolume Subset Selection in Low Dimensions", Evolutionary Computation 24(3), 2016,
///   doi:10.1162/EVCO_a_00188. The reference point and the order of equal points are Optuna's.
enum HypervolumeSubset {
  /// The indices of the selected points, in the order of selection.
  ///
  /// - Parameters:
  ///   - points: *n* points of losses that do not dominate each other. Repeated points are selected
  ///     only after all distinct ones.
  ///   - count: The number *c* of points to select; all are selected if there are fewer.
  /// - Complexity: O(*n* (*c* + log *n*)) in two dimensions. In more dimensions each of the *c*
  ///   steps computes the exclusive hypervolume of each remaining point.
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
    // Without a finite reference point, hypervolumes cannot be compared.
    guard reference.allSatisfy(\.isFinite) else { return Array(unique.prefix(count)) }
    let front = unique.map { points[$0] }
    let selected =
      reference.count == 2
      ? selectInTwoDimensions(front, count, reference) : select(front, count, reference)
    return selected.map { unique[$0] }
  }

  /// Optuna's reference point: the worst value of each objective, worsened by 10% of its magnitude,
  /// or 1e-12 if it is 0.
  static func referencePoint(_ points: [[Double]]) -> [Double] {
    guard let first = points.first else { return [] }
    return first.indices.map { axis in
      let worst = points.map { $0[axis] }.max() ?? 0
      let reference = max(1.1 * worst, 0.9 * worst)  // the second one if `worst` is negative
      return reference == 0 ? 1e-12 : reference
    }
  }

  /// Selects from points in two dimensions.
  ///
  /// The points are in lexicographic order: the first loss ascends, the second one descends. So
  /// what a point adds is a rectangle, bounded by the nearest selected points on both sides.
  private static func selectInTwoDimensions(
    _ points: [[Double]], _ count: Int, _ reference: [Double]
  ) -> [Int] {
    var candidates = Array(points.indices)
    // The corner opposite to each candidate in its rectangle, by index among the candidates.
    var corners = [(Double, Double)](
      repeating: (reference[0], reference[1]), count: points.count)
    var selected: [Int] = []
    while selected.count < count {
      var best = 0
      var largest = -Double.infinity
      for (candidate, index) in candidates.enumerated() {
        let corner = corners[candidate]
        let area = (corner.0 - points[index][0]) * (corner.1 - points[index][1])
        if area > largest { (best, largest) = (candidate, area) }
      }
      let chosen = candidates.remove(at: best)
      corners.remove(at: best)
      selected.append(chosen)
      // The chosen point bounds the rectangles before it in the first loss, those after it in the
      // second one.
      for candidate in corners.indices {
        if candidate < best {
          corners[candidate].0 = min(corners[candidate].0, points[chosen][0])
        } else {
          corners[candidate].1 = min(corners[candidate].1, points[chosen][1])
        }
      }
    }
    return selected
  }

  /// Selects from points in any number of dimensions.
  private static func select(
    _ points: [[Double]], _ count: Int, _ reference: [Double]
  ) -> [Int] {
    var candidates = Array(points.indices)
    var selected: [Int] = []
    while selected.count < count {
      let chosenPoints = selected.map { points[$0] }
      var best = 0
      var largest = -Double.infinity
      for (candidate, index) in candidates.enumerated() {
        let gain = Hypervolume.gain(of: points[index], over: chosenPoints, reference: reference)
        if gain > largest { (best, largest) = (candidate, gain) }
      }
      selected.append(candidates.remove(at: best))
      // Nothing is larger than an infinite volume, so all remaining points are equal.
      if largest == .infinity {
        return selected + candidates.prefix(count - selected.count)
      }
    }
    return selected
  }
}
