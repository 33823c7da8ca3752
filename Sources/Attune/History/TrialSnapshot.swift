/// The state of a trial at one moment.
///
/// It is a value: later changes to the trial do not affect it.
public struct TrialSnapshot: Sendable {
  /// The number within the study, counted from 0 in order of creation.
  public let number: Int
  /// The identifier within the storage, unique over all its studies.
  public let id: Int
  /// The state.
  public internal(set) var state: TrialState
  /// The objective values, one for each direction; empty if there are none.
  ///
  /// A pruned trial of a single-objective study has the intermediate value of its highest step, and one
  /// that ended at a budget below the largest the value that the objective returned.
  public internal(set) var values: [Double]
  /// The parameters in the order in which they were suggested.
  public internal(set) var parameters: ParameterList
  /// The reported intermediate values, by ascending step, one for each step.
  public internal(set) var intermediateValues: [IntermediateValue]
  /// The attributes that the user has set.
  public internal(set) var userAttributes: JSONObject
  /// The attributes that samplers, pruners and the study have set.
  public package(set) var systemAttributes: JSONObject
  /// The time of the last start; nil if the trial has never been started.
  public internal(set) var startTime: Timestamp?
  /// The time at which it finished; nil if it has not.
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
  /// The objective value of a single-objective study; nil if there is none, or more than one.
  public var value: Double? { values.count == 1 ? values[0] : nil }

  /// The time from start to end; nil if the trial has not finished.
  public var duration: Duration? {
    if let startTime, let endTime { endTime.since(startTime) } else { nil }
  }

  /// The intermediate value at the highest step; nil if none was reported.
  public var lastIntermediateValue: IntermediateValue? { intermediateValues.last }

  /// The values that the trial was enqueued with, by name; nil if it was not enqueued.
  package var enqueuedValues: JSONObject? {
    systemAttributes[SystemAttribute.fixedParameters]?.objectValue
  }

  /// The value reported at a step; nil if there is none.
  ///
  /// - Complexity: O(log *n*) for *n* reports.
  public func intermediateValue(at step: Int) -> Double? {
    let index = intermediateValues.partitioningIndex { $0.step >= step }
    guard index < intermediateValues.count, intermediateValues[index].step == step else {
      return nil
    }
    return intermediateValues[index].value
  }

  /// The constraint values by name; a constraint is satisfied if its value is at most 0.
  ///
  /// Other programs may have recorded canonically equivalent names. The dictionary contains the
  /// largest value of such names.
  public var constraints: [String: Double] {
    Dictionary(recordedConstraints, uniquingKeysWith: max)
  }

  /// The names and values of the constraints in the order in which they were recorded, so that sums
  /// do not depend on the order of a dictionary.
  var recordedConstraints: [(String, Double)] {
    let indexed = (systemAttributes["constraints"]?.arrayValue ?? []).enumerated().map {
      (String($0), $1)
    }
    let named = systemAttributes.compactMap { key, value -> (String, JSONValue)? in
      // By bytes, since a combining mark after the prefix is part of the name.
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

  /// Whether all constraints are satisfied; true if there are none.
  public var isFeasible: Bool { violation == 0 }

  /// The total constraint violation, the sum of the values above 0; 0 if the trial is feasible.
  var violation: Double {
    guard hasConstraints else { return 0 }
    return recordedConstraints.reduce(0) { $0 + max(0, $1.1) }
  }

  /// The reason why the trial failed; nil if it has not failed or no reason is recorded.
  public var failureReason: String? {
    guard state == .failed else { return nil }
    return systemAttributes[SystemAttribute.failure]?.stringValue
  }

  /// The names of the enqueued values that the trial did not suggest; empty until it has finished.
  ///
  /// A name may be misspelled, or belong to a branch of the objective that the trial did not take.
  public var unusedParameters: [String] {
    systemAttributes[SystemAttribute.unusedParameters]?.arrayValue?.compactMap(\.stringValue) ?? []
  }

  /// The names of the enqueued values that the trial has not suggested so far.
  var pendingParameters: [String] {
    guard let enqueued = systemAttributes[SystemAttribute.fixedParameters]?.objectValue else {
      return []
    }
    return enqueued.map(\.key).filter { parameters.parameter(named: $0) == nil }
  }

  /// Records the value at a step, replacing an earlier one.
  mutating func setIntermediateValue(_ value: Double, step: Int) {
    let report = IntermediateValue(step: step, value: value)
    let index = intermediateValues.partitioningIndex { $0.step >= step }
    if index < intermediateValues.count, intermediateValues[index].step == step {
      intermediateValues[index] = report
    } else {
      intermediateValues.insert(report, at: index)
    }
  }

  /// The prefix of the system attributes that record constraints.
  static let constraintPrefix = "constraints:"
}

extension TrialSnapshot: CustomStringConvertible {
  /// The trial on one line, as in `trial 17: complete, value 0.25, rate: 0.01, layers: 2`.
  public var description: String {
    var parts = [state.description]
    if let value {
      parts.append("value \(value)")
    } else if !values.isEmpty {
      parts.append("values \(values)")
    }
    if let budget { parts.append("budget \(budget.amount)") }
    if !parameters.isEmpty { parts.append(parameters.description) }
    if let failureReason { parts.append(failureReason) }
    if let pruningReason { parts.append(pruningReason.description) }
    if !unusedParameters.isEmpty {
      parts.append("unused: \(unusedParameters.joined(separator: ", "))")
    }
    return "trial \(number): " + parts.joined(separator: ", ")
  }
}

extension TrialSnapshot {
  /// The trial in its initial state: running, with its enqueued values and its budget only.
  var restarted: TrialSnapshot {
    var trial = TrialSnapshot(number: number, id: id, state: .running)
    // Facts of the start, not results.
    for key in [
      SystemAttribute.fixedParameters, SystemAttribute.budget, SystemAttribute.promotedFrom,
      SystemAttribute.member,
    ] {
      trial.systemAttributes[key] = systemAttributes[key]
    }
    // Outside of races, a sampler has proposed it.
    if replication?.race != nil {
      let key = SystemAttribute.replication
      trial.systemAttributes[key] = systemAttributes[key]
    }
    return trial
  }

  /// The losses of the objective values; see ``Direction/loss(_:)``.
  func losses(_ directions: [Direction]) -> [Double] {
    zip(directions, values).map { $0.loss($1) }
  }
}
