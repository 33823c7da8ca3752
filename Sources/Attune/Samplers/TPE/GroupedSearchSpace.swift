/// The parameters that TPE draws together, group by group.
struct GroupedSearchSpace: Sendable {
  /// The groups, without what needs no model or cannot have one; none is empty.
  let spaces: [SearchSpace]

  /// All of them as one space.
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
