import Attune

extension Study {
  /// The parameters as the trials of the study have them already.
  ///
  /// - Throws: `CommandError` when a trial has defined one of them in a way that does not go with it, since
  ///   every new trial would fail.
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
            + "\(parameter.distribution); ranges may change between trials, kinds and scales may not, "
            + "and choices may only be added: give it another name, or name another study by --study"
        )
      }
      result.append(resumed)
    }
    return result
  }
}
