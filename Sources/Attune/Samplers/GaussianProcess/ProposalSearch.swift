/// The search of points to propose in a space with conditional parameters, near good points and elsewhere.
struct ProposalSearch {
  let space: ModelSpace
  /// The possible coordinates, without those that the trial already has.
  let axes: [SearchAxis]
  /// The coordinates that the trial already has, by index.
  private let given: [Int: Double]
  /// The indices of parameters that the trial has in any case.
  private let kept: Set<Int>
  /// Points that are not to be proposed.
  private let taken: Set<[Double]>

  /// Creates a search.
  ///
  /// - Parameters:
  ///   - axes: The possible coordinates of a trial.
  ///   - given: The coordinates that the trial already has, by index.
  ///   - kept: The indices of parameters that the trial has in any case.
  ///   - taken: Points that are not to be proposed.
  init(
    _ space: ModelSpace, axes: [SearchAxis], given: [Int: Double], keeping kept: Set<Int>,
    taken: some Sequence<[Double]>
  ) {
    self.space = space
    self.axes = axes.enumerated().map { index, axis in
      given[index].map { SearchAxis.fixed($0, axis.kind) } ?? axis
    }
    self.given = given
    self.kept = kept
    self.taken = Set(taken)
  }

  /// Whether a point may be proposed.
  func isFree(_ point: [Double]) -> Bool { !taken.contains(point) }

  /// Points with high values of an acquisition function, the best first.
  ///
  /// - Parameter seeds: Good points, near which the search starts.
  func maxima(
    of acquisition: any AcquisitionFunction, near seeds: [[Double]],
    effort: AcquisitionSearch.Effort, using random: inout RandomStream
  ) -> [[Double]] {
    let seeds = seeds.map { point in
      var point = point
      for (axis, coordinate) in given { point[axis] = coordinate }
      return point
    }
    // Without continuous coordinates, most good points may be taken, and in a space with branches, many
    // points of the search may mean the same trial.
    let isContinuous = axes.contains { $0.isContinuous } && !space.branches.hasBranches
    return AcquisitionSearch(axes: axes, effort: effort).maxima(
      of: BranchedAcquisition(
        base: acquisition, space: space, kept: kept, excluded: isContinuous ? [] : taken),
      near: seeds, using: &random
    ).map { space.canonical($0.point, keeping: kept) }
  }

  /// A random point.
  func randomPoint(using random: inout RandomStream) -> [Double] {
    space.canonical(axes.map { $0.value(at: random.uniform()) }, keeping: kept)
  }
}
