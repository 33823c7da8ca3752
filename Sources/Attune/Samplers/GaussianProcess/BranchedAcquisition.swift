/// An acquisition function over a space with conditional parameters, whose inactive coordinates do not
/// matter, and in which some points are excluded.
struct BranchedAcquisition: AcquisitionFunction {
  let base: any AcquisitionFunction
  let space: ModelSpace
  /// The indices of parameters that the trial has in any case.
  let kept: Set<Int>
  /// Points at which the value is NaN.
  let excluded: Set<[Double]>

  func values(at candidates: CoordinateTable) -> [Double] {
    guard space.branches.hasBranches || !excluded.isEmpty else {
      return base.values(at: candidates)
    }
    let points = candidates.indices.map { space.canonical(candidates.point($0), keeping: kept) }
    var values = base.values(at: CoordinateTable(kinds: candidates.kinds, points: points))
    for (index, point) in points.enumerated() where excluded.contains(point) {
      values[index] = .nan
    }
    return values
  }

  func value(at point: [Double], addingTo gradient: inout [Double]) -> Double {
    guard space.branches.hasBranches else { return base.value(at: point, addingTo: &gradient) }
    var full = [Double](repeating: 0, count: point.count)
    let value = base.value(at: space.canonical(point, keeping: kept), addingTo: &full)
    for (index, isActive) in space.isActive(at: point).enumerated()
    where isActive || kept.contains(index) {
      gradient[index] += full[index]
    }
    return value
  }
}
