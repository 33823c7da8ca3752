/// The groups of parameters that TPE samples jointly; groups are independent of each other.
struct GroupedSearchSpace: Sendable {
  /// The nonempty groups, without constant parameters and those that cannot be modelled.
  let spaces: [SearchSpace]

  /// The parameters of all groups as one space.
  let union: SearchSpace

  init(_ spaces: [SearchSpace]) {
    let groups = spaces.map { space in
      space.filter { !$0.isConstant && $0.samplingObstacle == nil && ParzenAxis($0).hasFiniteWidth }
    }
    self.spaces = SearchSpace.withoutEquivalentNames(groups).filter { !$0.isEmpty }
    union = SearchSpace(
      self.spaces.reduce(into: [Name: Distribution]()) { distributions, group in
        for parameter in group.parameters {
          distributions[parameter.key] = parameter.distribution
        }
      })
  }
}
