/// A study and its trials that result from applying the changes of a storage.
///
/// This type defines what a change means and when it is refused. The rules are the same as Optuna's, and
/// the same for logs and tables, so that all readers of a study get the same result.
struct StudyState: Sendable {
  /// The id, the name and the directions.
  let description: StudyDescription
  private(set) var userAttributes = JSONObject()
  private(set) var systemAttributes = JSONObject()
  private(set) var history: TrialHistory
  /// Whether the study was deleted.
  private(set) var isDeleted = false

  /// Creates the state of a study without trials.
  init(_ description: StudyDescription) {
    self.description = description
    history = TrialHistory(directions: description.directions)
  }

  var id: Int { description.id }
  var name: String { description.name }
  var directions: [Direction] { description.directions }

  /// The study as an immutable value.
  var snapshot: StudySnapshot {
    StudySnapshot(
      name: name, trials: history, userAttributes: userAttributes,
      systemAttributes: systemAttributes)
  }

  /// Applies the changes of a batch.
  mutating func apply(_ batch: StorageBatch) {
    // Iterate by index: a loop over the elements would copy each of them.
    for index in batch.changes.indices { apply(batch.changes[index]) }
  }

  /// Applies the next change.
  @discardableResult
  mutating func apply(_ change: StorageChange) -> ReplayOutcome {
    switch change {
    case .operation(let operation): return apply(operation)
    case .createdTrial(let id, let template):
      history.append(template.snapshot(number: history.count, id: id))
      return .createdTrial(id)
    case .trial(let id, let number, let template):
      // A gap in the numbers is reported by the storage, which knows what to do about it.
      guard number <= history.count else { return .refused(.noSuchTrial) }
      let trial = template.snapshot(number: number, id: id)
      if number == history.count { history.append(trial) } else { history.replace(with: trial) }
      return .applied
    case .attributes(let user, let system):
      (userAttributes, systemAttributes) = (user, system)
      return .applied
    case .deleted:
      isDeleted = true
      return .applied
    }
  }

  /// Applies operations that this worker has recorded.
  ///
  /// - Parameter createdTrials: The ids of the created trials, in the order of their operations.
  mutating func apply(_ operations: [StorageOperation], createdTrials: [Int] = []) {
    var ids = createdTrials.makeIterator()
    for index in operations.indices {
      if case .createTrial(let template) = operations[index] {
        if let id = ids.next() { apply(.createdTrial(id: id, template)) }
      } else {
        apply(operations[index])
      }
    }
  }

  @discardableResult
  private mutating func apply(_ operation: StorageOperation) -> ReplayOutcome {
    switch operation {
    case .setStudyUserAttribute(let key, let value):
      userAttributes[key] = value
      return .applied
    case .setStudySystemAttribute(let key, let value):
      systemAttributes[key] = value
      return .applied
    case .createTrial:
      // A trial has an id, so that its creation is another kind of change.
      return .refused(.noSuchTrial)
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
    }
  }

  private mutating func change(
    _ trial: Int, _ body: (inout TrialHistory, Int) -> ReplayOutcome
  ) -> ReplayOutcome {
    guard let number = history.number(ofTrial: trial) else { return .refused(.noSuchTrial) }
    guard !history.state(of: number).isFinished else { return .refused(.trialIsFinished) }
    return body(&history, number)
  }
}
