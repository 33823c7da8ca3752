extension StorageState {
  /// The minimal sequence of operations that creates the same studies and trials with the same ids.
  ///
  /// Each trial is one operation. Deleted studies and their trials are kept without contents, since
  /// later ids, and attributes of samplers and dashboards that refer to ids, depend on them.
  var compactOperations: some Sequence<StorageOperation> {
    // All studies are created first, since the ids of their trials interleave. Therefore a deleted
    // study needs a name that no other study has.
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
  /// Creates a template with the current contents of a trial.
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
