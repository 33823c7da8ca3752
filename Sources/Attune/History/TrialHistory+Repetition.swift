extension TrialHistory {
  /// The space of a study that has a finite number of points: all complete and pruned trials have the same
  /// parameters, which are choices or grids; nil otherwise, and before the first trial.
  var finiteSpace: SearchSpace? {
    let groups = parameterGroups
    guard groups.count == 1, groups[0] == intersectionSpace,
      groups[0].parameters.allSatisfy({ !$0.distribution.isContinuous })
    else { return nil }
    return groups[0]
  }

  /// The number of a complete or pruned trial at a point; nil if there is none.
  ///
  /// - Parameter point: The recorded values, in the order of the space.
  /// - Complexity: O(*d* log *n* + *k*) for *n* trials and *d* parameters, *k* of which have the first value.
  func trial(at point: [Double], of space: SearchSpace) -> Int? {
    let columns = columns(of: space.parameters.map(\.name))
    let wanted = zip(space.parameters, point).map { parameter, value in
      let coordinate = parameter.distribution.coordinate(recorded: value)
      return coordinate.isNaN ? value : coordinate
    }
    guard let first = columns.first else { return nil }
    return first.first(at: wanted[0]) { number in
      zip(columns, wanted).allSatisfy { $0.coordinate(number: number) == $1 }
    }
  }
}
