/// The complete trials of a study as points of the unit cube, for algorithms that know no trials.
public struct Observations: Sendable {
  /// The numbers of the trials, ascending.
  public let numbers: [Int]

  /// The values of the parameters in 0...1, shape [trial][parameter of the space].
  ///
  /// A value outside the distribution of the space is clamped to it, see ``Distribution/position(of:)``.
  public let points: [[Double]]

  /// The losses, which are to be minimized, shape [trial][direction].
  public let losses: [[Double]]

  /// The sums of constraint violations; 0 for a feasible trial.
  public let violations: [Double]
}

extension TrialHistory {
  /// The complete trials that have all parameters of a space, with a loss in each direction.
  ///
  /// Trials with NaN, or with another number of values than there are directions, are left out.
  ///
  /// - Complexity: O(*n* *d*) for *n* trials and *d* parameters.
  public func observations(over space: SearchSpace) -> Observations {
    var numbers: [Int] = []
    var points: [[Double]] = []
    var losses: [[Double]] = []
    for trial in self where trial.state == .complete {
      guard trial.values.count == directions.count, !trial.values.contains(where: \.isNaN),
        let point = space.position(of: trial.parameters)
      else { continue }
      numbers.append(trial.number)
      points.append(point)
      losses.append(trial.losses(directions))
    }
    return Observations(
      numbers: numbers, points: points, losses: losses, violations: numbers.map(violation(of:)))
  }
}

extension SearchSpace {
  /// The position of parameters in the unit cube; nil if one of the space is missing or of another kind.
  public func position(of values: ParameterList) -> [Double]? {
    var point: [Double] = []
    point.reserveCapacity(parameters.count)
    for parameter in parameters {
      guard let label = values.parameter(named: parameter.name)?.value,
        let value = parameter.distribution.value(labelled: label)
      else { return nil }
      point.append(parameter.distribution.position(of: value))
    }
    return point
  }
}
