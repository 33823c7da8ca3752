internal import Attune

extension Session {
  /// Whether a study accepts a parameter: whether the first trial that has it defines it compatibly.
  ///
  /// The database is asked once for each name, since the first definition does not change in what matters.
  mutating func accepts(
    _ parameter: Parameter, study: Int
  ) throws(RelationalFailure) -> Bool {
    let name = Name(parameter.name)
    if let known = definitions[study]?[name] { return known.accepts(parameter.distribution) }
    let rows = try execute(
      "SELECT p.distribution_json, t.number FROM trials t JOIN trial_params p "
        + "ON p.trial_id = t.trial_id WHERE t.study_id = ? AND p.param_name = ? "
        + "ORDER BY t.trial_id LIMIT 1",
      [.int(study), .text(parameter.name)]
    ).rows
    guard case .text(let text)? = rows.first?.first, case .int(let number)? = rows.first?.last
    else {
      return true
    }
    do throws(JournalFormatError) {
      let definition = ParameterDefinition(
        trialNumber: number, distribution: try parameters.distribution(text))
      definitions[study, default: [:]][name] = definition
      return definition.accepts(parameter.distribution)
    } catch {
      throw .storage(
        StorageError(
          .corrupt,
          "the column distribution_json of the table trial_params is invalid: \(error.reason) "
            + "(trial number \(number) of study \(study) in \(driver.displayName))",
          underlyingError: error))
    }
  }
}
