/// A fact about studies and trials, in the vocabulary of Optuna's storages.
///
/// Studies and trials are named by the numbers that replaying all records in order gives them:
/// studies and trials count from 0 in the order in which they were accepted, trials over all studies.
public enum StorageOperation: Sendable, Equatable {
  // Most operations set a parameter; the others stand in boxes, so that a long log takes little room.

  /// A study begins.
  indirect case createStudy(name: String, directions: [Direction])
  /// A study is given up, with its trials.
  case deleteStudy(Int)
  /// The user notes something about a study.
  indirect case setStudyUserAttribute(study: Int, key: String, value: JSONValue)
  /// A sampler or the library notes something about a study.
  indirect case setStudySystemAttribute(study: Int, key: String, value: JSONValue)
  /// A trial begins, is enqueued, or is added as it is.
  indirect case createTrial(study: Int, TrialTemplate)
  /// A parameter gets its value.
  case setParameter(trial: Int, Parameter)
  /// A trial starts to run, finishes, or goes back to the queue; values of nil keep those there are.
  ///
  /// The time is that of the start for `running` and of the end for finished states; a trial that
  /// goes back to the queue has none.
  indirect case setState(trial: Int, TrialState, values: [Double]?, at: Timestamp?)
  /// The objective reports a value on its way.
  indirect case setIntermediateValue(trial: Int, IntermediateValue)
  /// The user notes something about a trial.
  indirect case setTrialUserAttribute(trial: Int, key: String, value: JSONValue)
  /// A sampler or the library notes something about a trial.
  indirect case setTrialSystemAttribute(trial: Int, key: String, value: JSONValue)
  /// A mark of other programs that these trials may be left out; it changes nothing.
  case discardTrials([Int])
}

/// Who recorded what.
public struct StorageRecord: Sendable, Equatable {
  /// Tells the recording worker from all others; opaque.
  public let worker: String
  /// What was recorded.
  public let operation: StorageOperation

  /// Creates a record.
  public init(worker: String, operation: StorageOperation) {
    self.worker = worker
    self.operation = operation
  }
}
