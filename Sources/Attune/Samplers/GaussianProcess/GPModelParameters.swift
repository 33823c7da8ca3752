/// The hyperparameters of the Gaussian processes of a study.
struct GPModelParameters: Sendable {
  /// The names of the parameters that the processes have, in the order of their length scales; one more
  /// length scale follows if there is an earlier study.
  let names: [Name]
  /// Those of the objective.
  var objective: GaussianProcessParameters
  /// Those of the constraints by name.
  var constraints: [String: GaussianProcessParameters] = [:]

  /// The hyperparameters for other parameters of the study, with length scales of a prior for those that are
  /// new.
  func mapped(to names: [Name], prior: GaussianProcessParameters) -> GPModelParameters {
    guard names != self.names else { return self }
    func mapped(_ parameters: GaussianProcessParameters) -> GaussianProcessParameters {
      let own = parameters.inverseSquaredLengths
      var result = parameters
      result.inverseSquaredLengths = prior.inverseSquaredLengths
      for (index, name) in names.enumerated() {
        guard let known = self.names.firstIndex(of: name) else { continue }
        result.inverseSquaredLengths[index] = own[known]
      }
      if own.count > self.names.count, let last = own.last {
        result.inverseSquaredLengths[names.count] = last
      }
      return result
    }
    return GPModelParameters(
      names: names, objective: mapped(objective), constraints: constraints.mapValues(mapped))
  }
}
