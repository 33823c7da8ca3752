extension LogState {
  /// The minimal sequence of operations that creates the same studies and trials with the same ids.
  ///
  /// Each trial is one operation. Deleted studies and their trials are kept without contents, since
  /// later ids, and attributes of samplers and dashboards that refer to ids, depend on them.
  var compactOperations: some Sequence<LogOperation> {
    // All studies are created first, since the ids of their trials interleave. Therefore a deleted
    // study needs a name that no other study has.
    let creations = studies.lazy.map {
      LogOperation.createStudy(name: uniqueName(of: $0), directions: $0.directions)
    }
    let attributes = studies.lazy.filter { isLive($0.id) }.flatMap(attributes(of:))
    let trials = trials.lazy.map { study, number in
      LogOperation.createTrial(
        study: study,
        isLive(study) ? TrialTemplate(studies[study].history[number]) : TrialTemplate())
    }
    let deletions = studies.lazy.filter { !isLive($0.id) }.map {
      LogOperation.deleteStudy($0.id)
    }
    return [
      AnySequence(creations), AnySequence(attributes), AnySequence(trials), AnySequence(deletions),
    ].lazy.joined()
  }

  private func attributes(of study: StudyState) -> [LogOperation] {
    study.userAttributes.map { .setStudyUserAttribute(study: study.id, key: $0, value: $1) }
      + study.systemAttributes.map { .setStudySystemAttribute(study: study.id, key: $0, value: $1) }
  }

  private func uniqueName(of study: StudyState) -> String {
    guard !isLive(study.id) else { return study.name }
    var name = "deleted \(study.id)"
    while index.liveStudies[Name(name)] != nil { name += "'" }
    return name
  }
}
