/// A trial as it stood at some moment: a value, which nothing changes afterwards.
public struct TrialSnapshot: Sendable {
  /// The number within the study, counted from 0 in the order of creation.
  public let number: Int
  /// The number within the storage, over all its studies.
  public let id: Int
  /// What has become of it.
  public internal(set) var state: TrialState
  /// The objective values, one for each direction; empty when there are none.
  ///
  /// A pruned trial of a study with one direction has the value of its highest step.
  public internal(set) var values: [Double]
  /// The parameters in the order in which they were suggested.
  public internal(set) var parameters: ParameterList
  /// The values reported on the way, by ascending step, one for each step.
  public internal(set) var intermediateValues: [IntermediateValue]
  /// What the user noted about it.
  public internal(set) var userAttributes: JSONObject
  /// What samplers, pruners and the study noted about it.
  public internal(set) var systemAttributes: JSONObject
  /// When it was last started; nil when it never was.
  public internal(set) var startTime: Timestamp?
  /// When it finished; nil when it has not.
  public internal(set) var endTime: Timestamp?

  /// Creates a snapshot.
  init(
    number: Int, id: Int, state: TrialState, values: [Double] = [],
    parameters: ParameterList = ParameterList(), intermediateValues: [IntermediateValue] = [],
    userAttributes: JSONObject = JSONObject(), systemAttributes: JSONObject = JSONObject(),
    startTime: Timestamp? = nil, endTime: Timestamp? = nil
  ) {
    self.number = number
    self.id = id
    self.state = state
    self.values = values
    self.parameters = parameters
    self.intermediateValues = intermediateValues
    self.userAttributes = userAttributes
    self.systemAttributes = systemAttributes
    self.startTime = startTime
    self.endTime = endTime
  }
}

extension TrialSnapshot {
  /// The objective value of a study with one direction; nil when there is none, or several.
  public var value: Double? { values.count == 1 ? values[0] : nil }

  /// The time from the start to the end; nil when it has not finished.
  public var duration: Duration? {
    if let startTime, let endTime { endTime.since(startTime) } else { nil }
  }

  /// The intermediate value of the highest step.
  public var lastIntermediateValue: IntermediateValue? { intermediateValues.last }

  /// The values that the trial was enqueued with, by name; nil when it was not enqueued.
  package var enqueuedValues: JSONObject? {
    systemAttributes[SystemAttribute.fixedParameters]?.objectValue
  }

  /// The value reported at a step.
  ///
  /// - Complexity: O(log *n*) for *n* reports.
  public func intermediateValue(at step: Int) -> Double? {
    let index = intermediateValues.partitioningIndex { $0.step >= step }
    guard index < intermediateValues.count, intermediateValues[index].step == step else {
      return nil
    }
    return intermediateValues[index].value
  }

  /// The constraints by name; those at most 0 are satisfied.
  ///
  /// Of names that are canonically equivalent, which other programs may have given, the one with the
  /// largest value is there.
  public var constraints: [String: Double] {
    Dictionary(recordedConstraints, uniquingKeysWith: max)
  }

  /// The constraints by name in the order in which they were recorded, so that sums of them do not
  /// depend on the order of a dictionary.
  var recordedConstraints: [(String, Double)] {
    let indexed = (systemAttributes["constraints"]?.arrayValue ?? []).enumerated().map {
      (String($0), $1)
    }
    let named = systemAttributes.compactMap { key, value -> (String, JSONValue)? in
      // By bytes: a combining mark behind the prefix is part of the name.
      guard key.utf8.starts(with: Self.constraintPrefix.utf8) else { return nil }
      return (String(Substring(key.utf8.dropFirst(Self.constraintPrefix.utf8.count))), value)
    }
    return JSONObject(indexed + named).compactMap { name, value in
      value.doubleValue.map { (name, $0) }
    }
  }

  /// Whether any constraint has been recorded.
  var hasConstraints: Bool {
    systemAttributes.contains { $0.key.utf8.starts(with: "constraints".utf8) }
  }

  /// Whether every constraint is satisfied; true when there are none.
  public var isFeasible: Bool { violation == 0 }

  /// By how much the constraints are violated, summed; 0 when none is.
  var violation: Double {
    guard hasConstraints else { return 0 }
    return recordedConstraints.reduce(0) { $0 + max(0, $1.1) }
  }

  /// Why the trial failed, where it was recorded.
  public var failureReason: String? {
    guard state == .failed else { return nil }
    return systemAttributes[SystemAttribute.failure]?.stringValue
  }

  /// The names of the enqueued values that the trial never asked for, once it has finished.
  ///
  /// A name may be misspelt, or belong to a branch of the objective that the trial did not take.
  public var unusedParameters: [String] {
    systemAttributes[SystemAttribute.unusedParameters]?.arrayValue?.compactMap(\.stringValue) ?? []
  }

  /// The names of the enqueued values that the trial has not asked for so far.
  var pendingParameters: [String] {
    guard let enqueued = systemAttributes[SystemAttribute.fixedParameters]?.objectValue else {
      return []
    }
    return enqueued.map(\.key).filter { parameters.parameter(named: $0) == nil }
  }

  /// Records the value at a step, in place of an earlier one there.
  mutating func setIntermediateValue(_ value: Double, step: Int) {
    let report = IntermediateValue(step: step, value: value)
    let index = intermediateValues.partitioningIndex { $0.step >= step }
    if index < intermediateValues.count, intermediateValues[index].step == step {
      intermediateValues[index] = report
    } else {
      intermediateValues.insert(report, at: index)
    }
  }

  /// What the names of constraints start with among the system attributes.
  static let constraintPrefix = "constraints:"
}

extension TrialSnapshot: CustomStringConvertible {
  /// The trial in a line, as in `trial 17: complete, value 0.25, rate: 0.01, layers: 2`.
  public var description: String {
    var parts = [state.description]
    if let value {
      parts.append("value \(value)")
    } else if !values.isEmpty {
      parts.append("values \(values)")
    }
    if !parameters.isEmpty { parts.append(parameters.description) }
    if let failureReason { parts.append(failureReason) }
    if !unusedParameters.isEmpty {
      parts.append("not asked for: \(unusedParameters.joined(separator: ", "))")
    }
    return "trial \(number): " + parts.joined(separator: ", ")
  }
}

extension TrialSnapshot {
  /// The trial as it was at its start, whatever has become of it.
  var restarted: TrialSnapshot {
    var begun = TrialSnapshot(number: number, id: id, state: .running)
    begun.systemAttributes[SystemAttribute.fixedParameters] =
      systemAttributes[SystemAttribute.fixedParameters]
    return begun
  }

  /// The objective values as something to be minimized.
  func losses(_ directions: [Direction]) -> [Double] {
    zip(directions, values).map { $0.loss($1) }
  }
}
