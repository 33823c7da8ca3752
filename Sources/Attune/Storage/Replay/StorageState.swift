/// The studies and trials that result from replaying the records of a storage.
///
/// This type defines what a record changes, which id it assigns, and when it is refused. The rules are
/// the same as Optuna's, so that all readers of a journal get the same result.
struct StorageState: Sendable {
  /// The studies by id, including deleted ones: trials of a deleted study can still be changed.
  private(set) var studies: [StudyRecord] = []

  /// The ids of the studies that are not deleted, by name.
  private(set) var liveStudies: [Name: Int] = [:]

  /// The study id and the number within the study of each trial, by trial id.
  private(set) var trials: [(study: Int, number: Int)] = []

  /// The id of the next trial.
  var nextTrialID: Int { trials.count }

  /// Returns the study with the given name, or nil if it does not exist or was deleted.
  func study(named name: String) -> StudyRecord? {
    liveStudies[Name(name)].map { studies[$0] }
  }

  /// Applies the next operation.
  @discardableResult
  mutating func apply(_ operation: StorageOperation) -> ReplayOutcome {
    switch operation {
    case .createStudy(let name, let directions):
      guard liveStudies[Name(name)] == nil else { return .refused(.nameIsTaken) }
      let id = studies.count
      studies.append(StudyRecord(id: id, name: name, directions: directions))
      liveStudies[Name(name)] = id
      return .createdStudy(id)
    case .deleteStudy(let study):
      guard isLive(study) else { return .refused(.noSuchStudy) }
      liveStudies[Name(studies[study].name)] = nil
      return .applied
    case .setStudyUserAttribute(let study, let key, let value):
      guard isLive(study) else { return .refused(.noSuchStudy) }
      studies[study].userAttributes[key] = value
      return .applied
    case .setStudySystemAttribute(let study, let key, let value):
      guard isLive(study) else { return .refused(.noSuchStudy) }
      studies[study].systemAttributes[key] = value
      return .applied
    case .createTrial(let study, let template):
      guard isLive(study) else { return .refused(.noSuchStudy) }
      let id = trials.count
      let number = studies[study].history.count
      trials.append((study, number))
      studies[study].history.append(template.snapshot(number: number, id: id))
      return .createdTrial(id)
    case .setParameter(let trial, let parameter):
      return change(trial) { history, number in
        guard history.conflict(with: parameter, number: number) == nil else {
          return .refused(.incompatibleDistribution)
        }
        history.setParameter(parameter, number: number)
        return .applied
      }
    case .setState(let trial, let state, let values, let time):
      return change(trial) { history, number in
        if state == .running, history.state(of: number) == .running {
          return .refused(.trialIsRunning)
        }
        history.update(number) { trial in
          trial.state = state
          if let values { trial.values = values }
          if state == .running { trial.startTime = time }
          if state.isFinished { trial.endTime = time }
        }
        return .applied
      }
    case .setIntermediateValue(let trial, let report):
      return change(trial) { history, number in
        history.update(number) { $0.setIntermediateValue(report.value, step: report.step) }
        return .applied
      }
    case .setTrialUserAttribute(let trial, let key, let value):
      return change(trial) { history, number in
        history.update(number) { $0.userAttributes[key] = value }
        return .applied
      }
    case .setTrialSystemAttribute(let trial, let key, let value):
      return change(trial) { history, number in
        history.update(number) { $0.systemAttributes[key] = value }
        return .applied
      }
    case .discardTrials:
      return .applied
    }
  }

  /// Returns whether the study with the given id exists and was not deleted.
  func isLive(_ study: Int) -> Bool {
    studies.indices.contains(study) && liveStudies[Name(studies[study].name)] == study
  }

  private mutating func change(
    _ trial: Int, _ body: (inout TrialHistory, Int) -> ReplayOutcome
  ) -> ReplayOutcome {
    guard trials.indices.contains(trial) else { return .refused(.noSuchTrial) }
    let (study, number) = trials[trial]
    guard !studies[study].history.state(of: number).isFinished else {
      return .refused(.trialIsFinished)
    }
    return body(&studies[study].history, number)
  }
}
