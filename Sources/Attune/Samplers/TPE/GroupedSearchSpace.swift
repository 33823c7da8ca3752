/// The groups of parameters that TPE samples jointly; groups are independent of each other.
struct GroupedSearchSpace: Sendable {
  /// The nonempty groups, without constant parameters and those that cannot be modelled.
  let spaces: [SearchSpace]

  init(_ spaces: [SearchSpace]) {
    let groups = spaces.map { space in
      space.filter { !$0.isConstant && $0.samplingObstacle == nil && ParzenAxis($0).hasFiniteWidth }
    }
    self.spaces = SearchSpace.withoutEquivalentNames(groups).filter { !$0.isEmpty }
  }
}
