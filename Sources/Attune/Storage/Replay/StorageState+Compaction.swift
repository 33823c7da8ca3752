extension StorageState {
  /// The fewest operations that make the same studies and trials, under the same ids, one by one.
  ///
  /// Each trial is one operation. Of deleted studies only the ids remain, which later studies and
  /// trials count on, and with them what samplers and dashboards noted by id.
  var compactOperations: some Sequence<StorageOperation> {
    // Studies come first, since trials of different ones are mixed; so no two may share a name.
    let creations = studies.lazy.map {
      StorageOperation.createStudy(name: uniqueName(of: $0), directions: $0.directions)
    }
    let attributes = studies.lazy.filter { isLive($0.id) }.flatMap(attributes(of:))
    let trials = trials.lazy.map { study, number in
      StorageOperation.createTrial(
        study: study,
        isLive(study) ? TrialTemplate(studies[study].history[number]) : TrialTemplate())
    }
    let deletions = studies.lazy.filter { !isLive($0.id) }.map {
      StorageOperation.deleteStudy($0.id)
    }
    return [
      AnySequence(creations), AnySequence(attributes), AnySequence(trials), AnySequence(deletions),
    ].lazy.joined()
  }

  private func attributes(of study: StudyRecord) -> [StorageOperation] {
    study.userAttributes.map { .setStudyUserAttribute(study: study.id, key: $0, value: $1) }
      + study.systemAttributes.map { .setStudySystemAttribute(study: study.id, key: $0, value: $1) }
  }

  private func uniqueName(of study: StudyRecord) -> String {
    guard !isLive(study.id) else { return study.name }
    var name = "deleted \(study.id)"
    while liveStudies[Name(name)] != nil { name += "'" }
    return name
  }
}

extension TrialTemplate {
  /// Creates the template of a trial as it stands.
  init(_ trial: TrialSnapshot) {
    state = trial.state
    values = trial.values.isEmpty ? nil : trial.values
    startTime = trial.startTime
    endTime = trial.endTime
    parameters = trial.parameters
    intermediateValues = trial.intermediateValues
    userAttributes = trial.userAttributes
    systemAttributes = trial.systemAttributes
  }
}
