/// A change to studies and trials, with the same operations as Optuna's journal storage.
///
/// Studies and trials are identified by the ids that replaying all records in order assigns to them.
/// Ids count from 0 in the order in which creations are accepted; trials are counted across all
/// studies.
public enum StorageOperation: Sendable, Equatable {
  // Most operations set a parameter. The other cases are indirect, to reduce the memory of a long log.

  /// Creates a study.
  indirect case createStudy(name: String, directions: [Direction])
  /// Deletes a study and its trials.
  case deleteStudy(Int)
  /// Sets a user attribute of a study.
  indirect case setStudyUserAttribute(study: Int, key: String, value: JSONValue)
  /// Sets a system attribute of a study; used by samplers and the library.
  indirect case setStudySystemAttribute(study: Int, key: String, value: JSONValue)
  /// Creates a trial that is running, enqueued, or added in any other state.
  indirect case createTrial(study: Int, TrialTemplate)
  /// Sets the value of a parameter.
  case setParameter(trial: Int, Parameter)
  /// Starts a trial, finishes it, or returns it to the queue.
  ///
  /// If `values` is nil, the values of the trial are kept. The time is the start time for `running` and
  /// the end time for finished states; it is nil for a trial that returns to the queue.
  indirect case setState(trial: Int, TrialState, values: [Double]?, at: Timestamp?)
  /// Sets an intermediate value, reported by the objective.
  indirect case setIntermediateValue(trial: Int, IntermediateValue)
  /// Sets a user attribute of a trial.
  indirect case setTrialUserAttribute(trial: Int, key: String, value: JSONValue)
  /// Sets a system attribute of a trial; used by samplers and the library.
  indirect case setTrialSystemAttribute(trial: Int, key: String, value: JSONValue)
  /// Marks trials that may be left out; written by other programs, ignored here.
  case discardTrials([Int])
}

/// An operation and the worker that recorded it.
public struct StorageRecord: Sendable, Equatable {
  /// A unique, opaque identifier of the worker that recorded the operation.
  public let worker: String
  /// The recorded operation.
  public let operation: StorageOperation

  /// Creates a record.
  public init(worker: String, operation: StorageOperation) {
    self.worker = worker
    self.operation = operation
  }
}
