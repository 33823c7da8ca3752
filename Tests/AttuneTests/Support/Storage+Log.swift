@testable import Attune

extension Storage {
  /// Records operations as if they were the next records of a log.
  func append(
    after position: LogPosition,
    deciding decide: (LogBatch) throws(StorageError) -> [LogRecord]
  ) throws(StorageError) -> LogPosition {
    for record in try decide(try records(after: position)) { try append(record.operation) }
    return try records(after: .start).end
  }

  /// The recorded operations of all studies, one study after the other.
  func records(after position: LogPosition) throws(StorageError) -> LogBatch {
    var records: [LogRecord] = []
    for study in try listStudies() {
      for change in try changes(in: study.id, after: .start).changes {
        records += change.operations(study: study.id).map { LogRecord(worker: "", operation: $0) }
      }
    }
    return LogBatch(
      records: Array(records[position.offset...]), end: LogPosition(offset: records.count))
  }

  private func append(_ operation: LogOperation) throws(StorageError) {
    switch operation {
    case .createStudy(let name, let directions):
      _ = try createStudy(StudyTemplate(name: name, directions: directions))
    case .deleteStudy(let study): _ = try deleteStudy(study)
    case .setStudyUserAttribute(let study, let key, let value):
      try commit(.setStudyUserAttribute(key: key, value: value), in: study)
    case .setStudySystemAttribute(let study, let key, let value):
      try commit(.setStudySystemAttribute(key: key, value: value), in: study)
    case .createTrial(let study, let template): try commit(.createTrial(template), in: study)
    case .setParameter(let trial, let parameter):
      try commit(.setParameter(trial: trial, parameter), ofTrial: trial)
    case .setState(let trial, let state, let values, let time):
      try commit(.setState(trial: trial, state, values: values, at: time), ofTrial: trial)
    case .setIntermediateValue(let trial, let report):
      try commit(.setIntermediateValue(trial: trial, report), ofTrial: trial)
    case .setTrialUserAttribute(let trial, let key, let value):
      try commit(.setTrialUserAttribute(trial: trial, key: key, value: value), ofTrial: trial)
    case .setTrialSystemAttribute(let trial, let key, let value):
      try commit(.setTrialSystemAttribute(trial: trial, key: key, value: value), ofTrial: trial)
    case .discardTrials: break
    }
  }

  private func commit(
    _ operation: StorageOperation, in study: Int
  ) throws(StorageError) {
    _ = try commit(in: study, after: .start) { _ throws(StorageError) in [operation] }
  }

  private func commit(
    _ operation: StorageOperation, ofTrial trial: Int
  ) throws(StorageError) {
    for study in try listStudies() {
      let hasTrial = try changes(in: study.id, after: .start).changes.contains { change in
        if case .createdTrial(trial, _) = change { true } else { false }
      }
      if hasTrial { try commit(operation, in: study.id) }
    }
  }
}

extension StorageChange {
  /// The operations of a log that have the same effect; none for the deletion of a study.
  fileprivate func operations(study: Int) -> [LogOperation] {
    switch self {
    case .operation(let operation): [LogOperation(operation, study: study)]
    case .createdTrial(_, let template), .trial(_, _, let template):
      [.createTrial(study: study, template)]
    case .attributes(let user, let system):
      user.map { .setStudyUserAttribute(study: study, key: $0, value: $1) }
        + system.map { .setStudySystemAttribute(study: study, key: $0, value: $1) }
    case .deleted: []
    }
  }
}
