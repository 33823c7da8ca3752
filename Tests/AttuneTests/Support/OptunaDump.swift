@testable import Attune

/// The contents of a storage, in the format in which `check_with_optuna.py` dumps what Optuna
/// loads.
enum OptunaDump {
  static func dump(_ state: LogState) -> JSONValue {
    let live = state.studies.filter { state.isLive($0.id) }
    return ["studies": .array(live.map(study))]
  }

  private static func study(_ study: StudyState) -> JSONValue {
    let history = study.history
    return [
      "study_name": .string(study.name),
      "study_id": .int(study.id),
      "directions": .array(history.directions.map { .string($0.description.uppercased()) }),
      "user_attrs": plain(.object(study.userAttributes)),
      "system_attrs": plain(.object(study.systemAttributes)),
      "best_trial": (history.bestTrial?.number).jsonValue,
      "best_trials": history.bestTrials.map(\.number).jsonValue,
      "trials": .array(history.map(trial)),
    ]
  }

  private static func trial(_ trial: TrialSnapshot) -> JSONValue {
    let parameters = trial.parameters
    return [
      "number": .int(trial.number),
      "trial_id": .int(trial.id),
      "state": .string(trial.state == .failed ? "FAIL" : trial.state.description.uppercased()),
      "values": trial.values.isEmpty ? nil : plain(trial.values.jsonValue),
      "datetime_start": (trial.startTime?.description).jsonValue,
      "datetime_complete": (trial.endTime?.description).jsonValue,
      "params": object(parameters.map { ($0.name, $0.value) }),
      "params_internal": object(parameters.map { ($0.name, .float(internalValue($0))) }),
      "distributions": object(
        parameters.map { ($0.name, .object(DistributionCodec.encode($0.distribution))) }),
      "intermediate_values": object(
        trial.intermediateValues.map { (String($0.step), .float($0.value)) }),
      "user_attrs": plain(.object(trial.userAttributes)),
      "system_attrs": plain(.object(trial.systemAttributes)),
      "constraints": plain(trial.constraints.jsonValue),
    ]
  }

  /// The internal value in Optuna: the index of the first of the labels that are equal in Python.
  private static func internalValue(_ parameter: Parameter) -> Double {
    guard case .categorical(let categorical) = parameter.distribution else {
      return parameter.recordedValue
    }
    let index = categorical.choices.firstIndex { $0.isEqualInPython(to: parameter.value) }
    return index.map(Double.init) ?? .nan
  }

  private static func object(_ pairs: [(String, JSONValue)]) -> JSONValue {
    plain(.object(JSONObject(pairs)))
  }

  /// The value with non-finite floats replaced by objects.
  private static func plain(_ value: JSONValue) -> JSONValue {
    switch value {
    case .float(let number) where number.isNaN: ["__float__": "nan"]
    case .float(let number) where number.isInfinite: ["__float__": number < 0 ? "-inf" : "inf"]
    case .array(let values): .array(values.map(plain))
    case .object(let object): .object(JSONObject(object.map { ($0.key, plain($0.value)) }))
    default: value
    }
  }
}

/// Returns the path and the description of the first difference of two values; nil if they are
/// equal.
func firstDifference(
  _ actual: JSONValue, _ expected: JSONValue, at path: String = "$"
) -> String? {
  switch (actual, expected) {
  case (.object(let actual), .object(let expected)):
    for (key, value) in expected {
      guard let own = actual[key] else { return "\(path).\(key) is missing" }
      if let found = firstDifference(own, value, at: "\(path).\(key)") { return found }
    }
    return actual.keys.first { expected[$0] == nil }.map { "\(path).\($0) is unexpected" }
  case (.array(let actual), .array(let expected)):
    for (index, (a, b)) in zip(actual, expected).enumerated() {
      if let found = firstDifference(a, b, at: "\(path)[\(index)]") { return found }
    }
    guard actual.count != expected.count else { return nil }
    return "\(path) has \(actual.count) elements, not \(expected.count)"
  default:
    return actual == expected ? nil : "\(path) is \(actual), not \(expected)"
  }
}
