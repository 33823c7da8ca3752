import Attune

extension Study {
  /// Returns the parameters, adapted to the distributions that the trials of the study have
  /// recorded.
  ///
  /// - Throws: `CommandError` if a recorded distribution is incompatible, since every new trial
  ///   would fail.
  func resuming(
    _ parameters: [ParameterSpecification]
  ) throws(CommandError) -> [ParameterSpecification] {
    let trials = trials
    var result: [ParameterSpecification] = []
    for parameter in parameters {
      let recorded = trials.recordedDistribution(of: parameter.name)
      let resumed = parameter.resuming(recorded?.distribution)
      if let recorded, !trials.accepts(resumed.distribution, for: resumed.name) {
        throw CommandError(
          "the parameter \"\(parameter.name)\" of the study \"\(name)\" was defined by trial "
            + "\(recorded.trialNumber) as \(recorded.distribution) and cannot become "
            + "\(parameter.distribution): only ranges may change between trials, and choices may be "
            + "added; rename the parameter, or give another study with --study"
        )
      }
      result.append(resumed)
    }
    return result
  }
}
