/// A change to studies and trials, with the same operations as Optuna's journal storage.
///
/// Studies and trials are identified by the ids that replaying all records in order assigns to them.
/// Ids count from 0 in the order in which creations are accepted; trials are counted across all
/// studies.
package enum LogOperation: Sendable, Equatable {
  // Most operations set a parameter. The other cases are indirect, to reduce the memory of a long log.

  /// Creates a study.
  indirect case createStudy(name: String, directions: [Direction])
  /// Deletes a study and its trials.
  case deleteStudy(Int)
  /// Sets a user attribute of a study.
  indirect case setStudyUserAttribute(study: Int, key: String, value: JSONValue)
  /// Sets a system attribute of a study.
  indirect case setStudySystemAttribute(study: Int, key: String, value: JSONValue)
  /// Creates a trial that is running, enqueued, or added in any other state.
  indirect case createTrial(study: Int, TrialTemplate)
  /// Sets the value of a parameter.
  case setParameter(trial: Int, Parameter)
  /// Starts a trial, finishes it, or returns it to the queue.
  indirect case setState(trial: Int, TrialState, values: [Double]?, at: Timestamp?)
  /// Sets an intermediate value.
  indirect case setIntermediateValue(trial: Int, IntermediateValue)
  /// Sets a user attribute of a trial.
  indirect case setTrialUserAttribute(trial: Int, key: String, value: JSONValue)
  /// Sets a system attribute of a trial.
  indirect case setTrialSystemAttribute(trial: Int, key: String, value: JSONValue)
  /// Marks trials that may be left out; written by other programs, ignored here.
  case discardTrials([Int])
}

extension LogOperation {
  /// Creates the operation of a log for an operation of one of its studies.
  package init(_ operation: StorageOperation, study: Int) {
    self =
      switch operation {
      case .setStudyUserAttribute(let key, let value):
        .setStudyUserAttribute(study: study, key: key, value: value)
      case .setStudySystemAttribute(let key, let value):
        .setStudySystemAttribute(study: study, key: key, value: value)
      case .createTrial(let template): .createTrial(study: study, template)
      case .setParameter(let trial, let parameter): .setParameter(trial: trial, parameter)
      case .setState(let trial, let state, let values, let time):
        .setState(trial: trial, state, values: values, at: time)
      case .setIntermediateValue(let trial, let report):
        .setIntermediateValue(trial: trial, report)
      case .setTrialUserAttribute(let trial, let key, let value):
        .setTrialUserAttribute(trial: trial, key: key, value: value)
      case .setTrialSystemAttribute(let trial, let key, let value):
        .setTrialSystemAttribute(trial: trial, key: key, value: value)
      }
  }
}

/// An operation and the worker that recorded it.
package struct LogRecord: Sendable, Equatable {
  /// A unique, opaque identifier of the worker that recorded the operation.
  package let worker: String
  /// The recorded operation.
  package let operation: LogOperation

  /// Creates a record.
  package init(worker: String, operation: LogOperation) {
    self.worker = worker
    self.operation = operation
  }
}

/// A position between two records of a log, in bytes.
package struct LogPosition: Sendable, Hashable {
  /// The offset; 0 before the first record.
  package let offset: Int

  /// Creates a position.
  package init(offset: Int) {
    self.offset = offset
  }

  /// The position before the first record.
  package static let start = LogPosition(offset: 0)
}

/// Consecutive records and the position after them.
package struct LogBatch: Sendable {
  /// The records, oldest first.
  package let records: [LogRecord]
  /// The position after the last record.
  package let end: LogPosition

  /// Creates a batch.
  package init(records: [LogRecord], end: LogPosition) {
    self.records = records
    self.end = end
  }
}
