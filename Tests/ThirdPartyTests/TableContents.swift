import Attune

/// The rows of a `TableStorage`.
struct TableContents: Sendable {
  struct Study: Sendable {
    var description: StudyDescription
    var user: JSONObject
    var system: JSONObject
    /// The number of commits; a decision is valid if it has not changed.
    var version = 0
    /// The ids of the trials, by number.
    var trials: [Int] = []
  }

  struct Trial: Sendable {
    let study: Int
    var template: TrialTemplate
    var heartbeats: [Timestamp] = []

    /// The contents with the last heartbeat.
    func contents(_ flaw: TableFlaw?) -> TrialTemplate {
      guard let last = heartbeats.last, flaw != .hidesHeartbeats else { return template }
      var contents = template
      contents.systemAttributes["attune:lease"] = [
        "count": .int(heartbeats.count), "time": .string(last.description),
      ]
      return contents
    }
  }

  /// What a reader has read: the trials that were unfinished then may have changed.
  struct Position: Sendable {
    var count = 0
    var unfinished: [Int] = []
  }

  var studies: [Int: Study] = [:]
  var trials: [Int: Trial] = [:]
  private var studyCount = 0
  private var trialCount = 0

  mutating func createStudy(_ template: StudyTemplate, _ flaw: TableFlaw?) -> Int? {
    let isTaken = studies.values.contains {
      $0.description.name.utf8.elementsEqual(template.name.utf8)
    }
    guard !isTaken else { return nil }
    studyCount += 1
    let id = flaw == .reusesStudyIDs ? (studies.keys.max() ?? 0) + 1 : studyCount
    studies[id] = Study(
      description: StudyDescription(
        id: id, name: template.name, directions: template.directions),
      user: template.userAttributes, system: template.systemAttributes)
    return id
  }

  /// The current contents of what may have changed since a position.
  func batch(
    of study: Int, after position: StoragePosition, _ flaw: TableFlaw?
  ) -> StorageBatch {
    guard let row = studies[study] else {
      return StorageBatch(changes: [.deleted], end: position)
    }
    let start = position.token(as: Position.self) ?? Position()
    var numbers = start.unfinished + Array(start.count..<max(start.count, row.trials.count))
    if flaw == .repeatsFinishedTrials { numbers = Array(row.trials.indices) }
    if flaw == .repeatsInReverse { numbers.reverse() }
    let changes = numbers.compactMap { number -> StorageChange? in
      let id = row.trials[number]
      guard let trial = trials[id] else { return nil }
      if flaw == .forgetsFinishedTrials, number < start.count, trial.template.state.isFinished {
        return nil
      }
      return .trial(id: id, number: number, trial.contents(flaw))
    }
    let unfinished = row.trials.indices.filter {
      trials[row.trials[$0]].map { !$0.template.state.isFinished } ?? false
    }
    return StorageBatch(
      changes: [.attributes(user: row.user, system: row.system)] + changes,
      end: StoragePosition(Position(count: row.trials.count, unfinished: unfinished)))
  }

  func holds(_ condition: TrialCondition, in study: Int, _ flaw: TableFlaw?) -> Bool {
    guard let trial = trials[condition.trial], trial.study == study else { return false }
    let template = trial.template
    let isPermitted =
      switch flaw {
      case .ignoresStates: !template.state.isFinished
      case .appendsToFinishedTrials: template.state != .waiting
      default: template.state == .running
      }
    guard isPermitted else { return false }
    guard let (key, value) = condition.attribute else { return true }
    switch flaw {
    case .ignoresAttributes: return true
    case .ignoresValuesOfAttributes: return template.systemAttributes[key] != nil
    default: return template.systemAttributes[key] == value
    }
  }

  /// Applies operations, and returns the ids of the created trials.
  mutating func apply(
    _ operations: [StorageOperation], in study: Int, _ flaw: TableFlaw?
  ) -> [Int] {
    studies[study]?.version += 1
    var created: [Int] = []
    let before = trials
    for operation in operations {
      switch operation {
      case .setStudyUserAttribute(let key, let value): studies[study]?.user[key] = value
      case .setStudySystemAttribute(let key, let value): studies[study]?.system[key] = value
      case .createTrial(let template):
        let id = nextTrialID(in: study, flaw)
        trials[id] = Trial(study: study, template: template)
        studies[study]?.trials.append(id)
        created.append(id)
      default:
        guard let id = operation.trial, let trial = trials[id], trial.study == study else {
          continue
        }
        let decisive = flaw == .checksStatesOncePerCommit ? before[id] ?? trial : trial
        if decisive.template.permits(operation, flaw) {
          trials[id]?.template.apply(operation, flaw)
        }
      }
    }
    return created
  }

  private mutating func nextTrialID(in study: Int, _ flaw: TableFlaw?) -> Int {
    // As after transactions that were rolled back, ids have gaps.
    trialCount += 3
    switch flaw {
    case .reusesTrialIDs: return (trials.keys.max() ?? 0) + 1
    case .numbersTrialsDownwards: return 1_000_000 - trialCount
    case .numbersTrialsByStudy: return studies[study]?.trials.count ?? 0
    default: return trialCount
    }
  }
}

extension TrialTemplate {
  /// Whether the rules permit an operation on a trial with these contents.
  fileprivate func permits(_ operation: StorageOperation, _ flaw: TableFlaw?) -> Bool {
    if case .setState(_, .running, _, _) = operation, state == .running {
      return flaw == .restartsRunningTrials
    }
    guard state.isFinished else { return true }
    if case .setState = operation, flaw == .restartsFinishedTrials { return true }
    return flaw == .changesFinishedTrials || flaw == .appendsToFinishedTrials
  }

  fileprivate mutating func apply(_ operation: StorageOperation, _ flaw: TableFlaw?) {
    switch operation {
    case .setParameter(_, let parameter): set(parameter, flaw)
    case .setState(_, let new, let newValues, let time):
      state = new
      if let newValues { values = newValues } else if flaw == .clearsValues { values = nil }
      if new == .running { startTime = time }
      if new == .waiting, flaw == .clearsStartTimes { startTime = nil }
      if new.isFinished { endTime = time }
    case .setIntermediateValue(_, let report):
      let isKnown = intermediateValues.contains { $0.step == report.step }
      if isKnown, flaw == .keepsFirstReports { return }
      intermediateValues.removeAll { $0.step == report.step }
      intermediateValues.append(report)
      intermediateValues.sort { $0.step < $1.step }
    case .setTrialUserAttribute(_, let key, let value):
      if userAttributes[key] == nil || flaw != .keepsFirstAttributes {
        userAttributes[key] = value
      }
    case .setTrialSystemAttribute(_, let key, let value): systemAttributes[key] = value
    case .setStudyUserAttribute, .setStudySystemAttribute, .createTrial: break
    }
  }

  private mutating func set(_ parameter: Parameter, _ flaw: TableFlaw?) {
    var list = Array(parameters)
    let index = list.firstIndex { $0.name.utf8.elementsEqual(parameter.name.utf8) }
    if let index {
      if flaw == .keepsFirstParameters { return }
      list[index] = parameter
      if flaw == .movesParameters { list.append(list.remove(at: index)) }
    } else {
      list.append(parameter)
    }
    if flaw == .sortsParameters { list.sort { $0.name < $1.name } }
    parameters = ParameterList(list)
  }
}
