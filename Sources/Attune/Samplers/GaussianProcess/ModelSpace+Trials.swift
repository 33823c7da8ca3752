/// What trials have and what is planned for them, in the coordinates of a space.
extension ModelSpace {
  /// The coordinates of the parameters that a trial already has, or with which it was enqueued, by index.
  func known(_ trial: TrialSnapshot) -> [Int: Double] {
    var known = known(trial.enqueuedValues)
    let point = Self.point(of: trial.parameters, on: axes)
    for (index, coordinate) in point.enumerated() {
      if let coordinate { known[index] = coordinate }
    }
    return known
  }

  /// The coordinates of values by name, of those that are possible.
  func known(_ values: JSONObject?) -> [Int: Double] {
    guard let values, !values.isEmpty else { return [:] }
    var known: [Int: Double] = [:]
    for (index, axis) in axes.enumerated() {
      if let coordinate = values[axis.name.text].flatMap(axis.coordinate) {
        known[index] = coordinate
      }
    }
    return known
  }

  /// The points of running trials: their parameters, and the values of their plans for those that they
  /// have not asked for yet.
  func pending(_ running: [TrialSnapshot]) -> [[Double]] {
    running.compactMap { trial in
      var known = known(TrialPlan.recordedValues(of: trial))
      known.merge(self.known(trial)) { $1 }
      guard !known.isEmpty else { return nil }
      return canonical(imputed(axes.indices.map { known[$0] }))
    }
  }

  /// The plan of the parameters that a trial at a point has.
  func plan(at point: [Double]) -> TrialPlan {
    var plan = TrialPlan()
    for (index, isActive) in isActive(at: point).enumerated() where isActive {
      let axis = axes[index]
      plan.values[axis.name.text] = axis.distribution.label(of: axis.value(at: point[index]))
    }
    return plan
  }

  /// The value of a parameter at a point; nil if the trial asks for another range that does not have it.
  func value(of index: Int, at point: [Double], in distribution: Distribution) -> ParameterValue? {
    let label = axes[index].distribution.label(of: axes[index].value(at: point[index]))
    return distribution.value(labelled: label).flatMap { distribution.contains($0) ? $0 : nil }
  }
}
