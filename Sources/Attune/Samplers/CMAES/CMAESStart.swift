/// The distribution of the first generation.
struct CMAESStart: Sendable {
  /// The coordinates of the parameters.
  let coordinates: CMAESCoordinates

  /// The mean, a point of the unit cube.
  let mean: [Double]

  /// The step size.
  let sigma: Double

  /// The shape; nil for a sphere.
  let covariance: SymmetricMatrix?

  /// Takes the distribution from the settings, or estimates it from the trials of another study.
  ///
  /// - Throws: ``SamplingError`` if a setting or the other study does not fit the parameters.
  init(
    coordinates: CMAESCoordinates, _ configuration: CMAESSampler.Configuration,
    _ sources: TrialHistory?
  ) throws(SamplingError) {
    self.coordinates = coordinates
    if let sources {
      let warmStart = try Self.warmStart(
        coordinates, sources, usesPrunedTrials: configuration.usesPrunedTrials)
      // Rounding may move the mean of points at a bound beyond it.
      mean = warmStart.mean.map { min(max($0, 0), 1) }
      sigma = warmStart.sigma
      covariance = warmStart.covariance
    } else {
      mean = try Self.mean(coordinates, configuration.initialValues)
      sigma = configuration.sigma ?? 1.0 / 6
      covariance = nil
    }
  }

  private static func mean(
    _ coordinates: CMAESCoordinates, _ initialValues: JSONObject
  ) throws(SamplingError) -> [Double] {
    var mean: [Double] = []
    for (index, parameter) in coordinates.space.parameters.enumerated() {
      guard let label = initialValues[parameter.name] else {
        mean.append(0.5)
        continue
      }
      guard let value = parameter.distribution.value(labelled: label) else {
        throw SamplingError(
          .invalidValue,
          "the initial value \(label) of \"\(parameter.name)\" is not \(parameter.distribution)")
      }
      mean.append(coordinates.coordinate(of: value, at: index))
    }
    return mean
  }

  private static func warmStart(
    _ coordinates: CMAESCoordinates, _ sources: TrialHistory, usesPrunedTrials: Bool
  ) throws(SamplingError) -> CMAESWarmStart {
    guard sources.directions.count == 1 else {
      throw SamplingError(
        "the sources of CMA-ES must be trials of a study with one direction, not "
          + "\(sources.directions.count)")
    }
    let solutions = sources.compactMap { trial -> (point: [Double], loss: Double)? in
      guard trial.isFeasible,
        let loss = trial.cmaESLoss(sources.directions[0], usesPrunedTrials: usesPrunedTrials),
        let point = coordinates.point(of: trial.parameters)
      else { return nil }
      return (point, loss)
    }
    guard let warmStart = CMAESWarmStart(solutions: solutions) else {
      let names = coordinates.space.parameters.map(\.name).joined(separator: ", ")
      throw SamplingError(
        "the sources of CMA-ES have \(solutions.count) complete, feasible trials with the parameters "
          + "\(names); a warm start uses the best tenth, so pass at least 10")
    }
    return warmStart
  }

  /// A text that differs for different distributions and spaces, and is the same in every process.
  var text: String {
    JSONWriter.text([
      coordinates.space.json, .array(mean.map { .float($0) }), .float(sigma),
      .array((covariance?.elements ?? []).map { .float($0) }),
    ])
  }
}

extension TrialSnapshot {
  /// The loss of a trial that CMA-ES can use; nil for others.
  ///
  /// - Parameter usesPrunedTrials: Whether a pruned trial can be used, with its last intermediate value.
  func cmaESLoss(_ direction: Direction, usesPrunedTrials: Bool) -> Double? {
    guard state == .complete || (usesPrunedTrials && state == .pruned), let value, !value.isNaN
    else {
      return nil
    }
    return direction.loss(value)
  }
}
