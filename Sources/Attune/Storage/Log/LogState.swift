/// The studies and trials that result from replaying all records of a log.
struct LogState: Sendable {
  /// Which ids the records assign.
  private(set) var index = LogIndex()

  /// The studies by id, including deleted ones: trials of a deleted study can still be changed.
  private(set) var studies: [StudyState] = []

  /// The study id and the number within the study of each trial, by trial id.
  var trials: some RandomAccessCollection<(study: Int, number: Int)> {
    index.trialStudies.indices.lazy.map { [index, studies] trial in
      let study = index.trialStudies[trial]
      return (study, studies[study].history.number(ofTrial: trial) ?? 0)
    }
  }

  /// The id of the next trial.
  var nextTrialID: Int { index.trialStudies.count }

  /// Returns the study with the given name, or nil if it does not exist or was deleted.
  func study(named name: String) -> StudyState? {
    index.liveStudies[Name(name)].map { studies[$0] }
  }

  /// Returns whether the study with the given id exists and was not deleted.
  func isLive(_ study: Int) -> Bool { index.isLive(study) }

  /// Applies the next operation.
  @discardableResult
  mutating func apply(_ operation: LogOperation) -> ReplayOutcome {
    var end = index.end
    switch index.route(operation, at: &end) {
    case .createdStudy(let id):
      studies.append(StudyState(index.studies[id].description))
      return .createdStudy(id)
    case .change(let study, let change): return studies[study].apply(change)
    case .refused(let reason): return .refused(reason)
    case .ignored: return .applied
    }
  }
}
