/// The studies of a log, the study of each trial, and the ids that its records assign.
///
/// The rules are the same as Optuna's, so that all readers of a journal get the same ids. The index knows
/// the records up to its end, and can route earlier ones again for a reader that is behind.
struct LogIndex: Sendable {
  /// A study and the numbers of the records that created and deleted it.
  struct Entry: Sendable {
    let description: StudyDescription
    fileprivate let creation: Int
    fileprivate var deletion = Int.max
  }

  /// A position between two records: the numbers of records and of trials before it.
  struct Cursor: Sendable, Hashable {
    fileprivate(set) var recordCount = 0
    fileprivate(set) var trialCount = 0
  }

  /// The meaning of a record.
  enum Route: Sendable, Equatable {
    /// It created the study with this id.
    case createdStudy(Int)
    /// It changes the study with this id.
    case change(study: Int, StorageChange)
    /// It has no effect.
    case refused(ReplayOutcome.Refusal)
    case ignored
  }

  /// The studies by id, including deleted ones.
  private(set) var studies: [Entry] = []

  /// The ids of the studies that are not deleted, by name.
  private(set) var liveStudies: [Name: Int] = [:]

  /// The study of each trial, by trial id.
  private(set) var trialStudies: [Int] = []

  /// The position after the last known record.
  private(set) var end = Cursor()

  /// Returns whether the study with the given id exists and was not deleted.
  func isLive(_ study: Int) -> Bool { isLive(study, at: end) }

  private func isLive(_ study: Int, at cursor: Cursor) -> Bool {
    studies.indices.contains(study) && studies[study].creation < cursor.recordCount
      && studies[study].deletion >= cursor.recordCount
  }

  /// Determines the meaning of the record after a position, and advances the position.
  mutating func route(_ operation: LogOperation, at cursor: inout Cursor) -> Route {
    let isNew = cursor == end
    let route = route(operation, at: cursor, isNew: isNew)
    if case .change(_, .createdTrial) = route { cursor.trialCount += 1 }
    cursor.recordCount += 1
    if isNew { end = cursor }
    return route
  }

  private mutating func route(
    _ operation: LogOperation, at cursor: Cursor, isNew: Bool
  ) -> Route {
    switch operation {
    case .createStudy(let name, let directions):
      return createStudy(name, directions, at: cursor, isNew: isNew)
    case .deleteStudy(let study):
      guard isLive(study, at: cursor) else { return .refused(.noSuchStudy) }
      if isNew {
        studies[study].deletion = cursor.recordCount
        liveStudies[Name(studies[study].description.name)] = nil
      }
      return .change(study: study, .deleted)
    case .setStudyUserAttribute(let study, let key, let value):
      return change(study, .setStudyUserAttribute(key: key, value: value), at: cursor)
    case .setStudySystemAttribute(let study, let key, let value):
      return change(study, .setStudySystemAttribute(key: key, value: value), at: cursor)
    case .createTrial(let study, let template):
      guard isLive(study, at: cursor) else { return .refused(.noSuchStudy) }
      if isNew { trialStudies.append(study) }
      return .change(study: study, .createdTrial(id: cursor.trialCount, template))
    case .setParameter(let trial, let parameter):
      return change(trial, .setParameter(trial: trial, parameter), of: cursor)
    case .setState(let trial, let state, let values, let time):
      return change(trial, .setState(trial: trial, state, values: values, at: time), of: cursor)
    case .setIntermediateValue(let trial, let report):
      return change(trial, .setIntermediateValue(trial: trial, report), of: cursor)
    case .setTrialUserAttribute(let trial, let key, let value):
      return change(
        trial, .setTrialUserAttribute(trial: trial, key: key, value: value), of: cursor)
    case .setTrialSystemAttribute(let trial, let key, let value):
      return change(
        trial, .setTrialSystemAttribute(trial: trial, key: key, value: value), of: cursor)
    case .discardTrials: return .ignored
    }
  }

  private mutating func createStudy(
    _ name: String, _ directions: [Direction], at cursor: Cursor, isNew: Bool
  ) -> Route {
    guard isNew else {
      let id = studies.partitioningIndex { $0.creation >= cursor.recordCount }
      return id < studies.count && studies[id].creation == cursor.recordCount
        ? .createdStudy(id) : .refused(.nameIsTaken)
    }
    guard liveStudies[Name(name)] == nil else { return .refused(.nameIsTaken) }
    let id = studies.count
    let description = StudyDescription(id: id, name: name, directions: directions)
    studies.append(Entry(description: description, creation: cursor.recordCount))
    liveStudies[Name(name)] = id
    return .createdStudy(id)
  }

  private func change(
    _ study: Int, _ operation: StorageOperation, at cursor: Cursor
  ) -> Route {
    isLive(study, at: cursor)
      ? .change(study: study, .operation(operation)) : .refused(.noSuchStudy)
  }

  private func change(
    _ trial: Int, _ operation: StorageOperation, of cursor: Cursor
  ) -> Route {
    guard trial >= 0, trial < cursor.trialCount else { return .refused(.noSuchTrial) }
    return .change(study: trialStudies[trial], .operation(operation))
  }
}
