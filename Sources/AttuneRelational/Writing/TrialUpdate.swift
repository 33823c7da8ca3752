internal import Attune

/// The sum of the operations on a trial, by the rules of Optuna.
///
/// A trial that has finished does not change, and a running trial is not started again. The rules are those
/// that readers of a log apply, see `StudyState`; tables need them when they are written.
struct TrialUpdate {
  let trial: Int
  /// The state after the operations.
  private(set) var state: TrialState
  /// Whether the operations set the state.
  private(set) var setsState = false
  private(set) var startTime: Timestamp??
  private(set) var endTime: Timestamp??
  private(set) var values: [Double]?
  private(set) var parameters = ParameterRows()
  private(set) var intermediateValues: [Int: IntermediateValue] = [:]
  private(set) var userAttributes = JSONObject()
  private(set) var systemAttributes = JSONObject()

  /// Begins with a trial in a state.
  init(trial: Int, state: TrialState) {
    self.trial = trial
    self.state = state
  }

  /// Whether nothing is to be written.
  var isEmpty: Bool {
    !setsState && values == nil && parameters.isEmpty && intermediateValues.isEmpty
      && userAttributes.isEmpty && systemAttributes.isEmpty
  }

  /// Adds an operation on the trial, unless it is refused.
  ///
  /// - Parameter isAccepted: Whether the study accepts a parameter.
  mutating func add(
    _ operation: StorageOperation,
    isAccepted: (Parameter) throws(RelationalFailure) -> Bool
  ) throws(RelationalFailure) {
    guard !state.isFinished else { return }
    switch operation {
    case .setStudyUserAttribute, .setStudySystemAttribute, .createTrial: break
    case .setParameter(_, let parameter):
      if try isAccepted(parameter) { parameters.set(parameter) }
    case .setState(_, let new, let newValues, let time):
      guard new != .running || state != .running else { return }
      state = new
      setsState = true
      if let newValues { values = newValues }
      if new == .running { startTime = .some(time) }
      if new.isFinished { endTime = .some(time) }
    case .setIntermediateValue(_, let report): intermediateValues[report.step] = report
    case .setTrialUserAttribute(_, let key, let value): userAttributes[key] = value
    case .setTrialSystemAttribute(_, let key, let value):
      // The heartbeat has a table.
      if !key.isIdentical(to: SystemAttribute.lease) { systemAttributes[key] = value }
    }
  }

  /// Whether a trial has everything that the operations set.
  ///
  /// Then the operations were recorded: another writer would have set another start time, owner or value.
  func isContained(in trial: TrialTemplate) -> Bool {
    trial.state == state
      && (values.map { $0 == trial.values ?? [] } ?? true)
      && parameters.list.allSatisfy { parameter in
        let known = trial.parameters.parameter(named: parameter.name)
        return known?.recordedValue == parameter.recordedValue
          && known?.distribution == parameter.distribution
      }
      && intermediateValues.values.allSatisfy { report in
        trial.intermediateValues.contains {
          $0.step == report.step
            && ($0.value == report.value || $0.value.isNaN && report.value.isNaN)
        }
      }
      && userAttributes.allSatisfy { trial.userAttributes[$0] == $1 }
      && systemAttributes.allSatisfy { trial.systemAttributes[$0] == $1 }
  }
}

/// Parameters in the order in which they were set first; of those with equal names the last.
struct ParameterRows {
  private(set) var list: [Parameter] = []

  var isEmpty: Bool { list.isEmpty }

  mutating func set(_ parameter: Parameter) {
    if let index = list.firstIndex(where: { $0.name.isIdentical(to: parameter.name) }) {
      list[index] = parameter
    } else {
      list.append(parameter)
    }
  }
}
