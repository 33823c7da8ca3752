/// A change to a study and its trials that a worker records.
///
/// Trials are identified by their ids in the storage.
public enum StorageOperation: Sendable, Equatable {
  // Most operations set a parameter. The other cases are indirect, to reduce the memory of a long log.

  /// Sets a user attribute of the study.
  indirect case setStudyUserAttribute(key: String, value: JSONValue)
  /// Sets a system attribute of the study; used by samplers and the library.
  indirect case setStudySystemAttribute(key: String, value: JSONValue)
  /// Creates a trial that is running, enqueued, or added in any other state.
  indirect case createTrial(TrialTemplate)
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
}

extension StorageOperation {
  /// The id of the trial that the operation changes; nil if it changes the study or creates a trial.
  public var trial: Int? {
    switch self {
    case .setStudyUserAttribute, .setStudySystemAttribute, .createTrial: nil
    case .setParameter(let trial, _), .setState(let trial, _, _, _),
      .setIntermediateValue(let trial, _), .setTrialUserAttribute(let trial, _, _),
      .setTrialSystemAttribute(let trial, _, _):
      trial
    }
  }

  /// Whether a resumed run does not reproduce the operation if its record is lost.
  ///
  /// These are the end of a trial, attributes of the study except records of runs, and enqueued or added
  /// trials.
  public var isFinal: Bool {
    switch self {
    case .setStudyUserAttribute: true
    // The record of a run matters once a trial of the run has finished, and is then recorded as well.
    case .setStudySystemAttribute(let key, _): !RunRecord.isKey(key)
    case .createTrial(let template): template.state != .running
    case .setState(_, let state, _, _): state.isFinished
    case .setParameter, .setIntermediateValue, .setTrialUserAttribute, .setTrialSystemAttribute:
      false
    }
  }
}

/// A condition on a trial under which operations are recorded.
public struct TrialCondition: Sendable, Equatable {
  /// The id of the trial, which must be running.
  public let trial: Int
  /// The system attribute that the trial must have, with exactly this value; nil if any will do.
  ///
  /// The library records which attempt at a trial is running in such an attribute.
  public let attribute: (key: String, value: JSONValue)?

  /// Creates the condition that a trial is running and has a system attribute.
  public init(trial: Int, attribute: (key: String, value: JSONValue)? = nil) {
    self.trial = trial
    self.attribute = attribute
  }

  /// Whether two conditions are the same.
  public static func == (a: TrialCondition, b: TrialCondition) -> Bool {
    a.trial == b.trial && a.attribute?.key == b.attribute?.key
      && a.attribute?.value == b.attribute?.value
  }
}

extension TrialCondition {
  /// Creates the condition that a trial is still running the same attempt, by the same worker.
  init(attemptOf trial: TrialSnapshot) {
    self.init(
      trial: trial.id,
      attribute: trial.systemAttributes[SystemAttribute.owner].map { (SystemAttribute.owner, $0) })
  }
}
