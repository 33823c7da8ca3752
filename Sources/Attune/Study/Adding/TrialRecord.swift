/// A trial that was run elsewhere, to be added to a study.
///
/// ```swift
/// try study.add(
///   TrialRecord(
///     parameters: [
///       "rate": .float(0.01, in: 1e-4...1e-1, scale: .log),
///       "layers": .int(2, in: 1...4),
///       "kind": .choice("relu", of: ["relu", "tanh"]),
///     ],
///     value: 0.25))
/// ```
///
/// It is checked when it is added, see ``Study/add(_:)``. To copy a trial from another study, use
/// ``init(_:)``.
public struct TrialRecord: Sendable {
  /// The state.
  public var state: TrialState
  /// The parameters in their order.
  public private(set) var parameters: [(name: String, value: Value)]
  /// The objective values, one for each direction of the study; empty if there are none.
  ///
  /// A complete trial has them. A pruned trial may have them; if it has none in a single-objective study, it
  /// gets the report of its highest step.
  public var values: [Double]
  /// The intermediate values by step, for single-objective studies; they may be NaN or infinite.
  public var reports: [Int: Double]
  /// The user attributes.
  public var userAttributes: JSONObject
  /// The start time.
  ///
  /// If it is nil, the end time; if that is nil too, the time at which the trial is added.
  public var startTime: Timestamp?
  /// The end time of a finished trial; if it is nil, the start time.
  public var endTime: Timestamp?
  /// The attributes of samplers, pruners and the library, with the constraints and the reason of a failure.
  private(set) var systemAttributes = JSONObject()

  /// Creates a trial of a study with any number of objectives.
  ///
  /// - Parameters:
  ///   - state: The state.
  ///   - parameters: The parameters with their values and distributions.
  ///   - values: The objective values, one for each direction; empty if there are none.
  ///   - reports: The intermediate values by step.
  ///   - constraints: The constraint values by name.
  ///   - userAttributes: The user attributes.
  ///   - failureReason: The reason why the trial failed.
  ///   - startTime: The start time; nil for the end time.
  ///   - endTime: The end time; nil for the start time.
  public init(
    state: TrialState = .complete, parameters: KeyValuePairs<String, Value> = [:],
    values: [Double], reports: [Int: Double] = [:], constraints: [String: Double] = [:],
    userAttributes: JSONObject = [:], failureReason: String? = nil, startTime: Timestamp? = nil,
    endTime: Timestamp? = nil
  ) {
    self.state = state
    self.parameters = parameters.map { ($0.key, $0.value) }
    self.values = values
    self.reports = reports
    self.userAttributes = userAttributes
    self.startTime = startTime
    self.endTime = endTime
    self.constraints = constraints
    self.failureReason = failureReason
  }

  /// Creates a trial of a single-objective study.
  ///
  /// - Parameters:
  ///   - state: The state.
  ///   - parameters: The parameters with their values and distributions.
  ///   - value: The objective value; nil for a trial that has none, such as a failed one.
  ///   - reports: The intermediate values by step.
  ///   - constraints: The constraint values by name.
  ///   - userAttributes: The user attributes.
  ///   - failureReason: The reason why the trial failed.
  ///   - startTime: The start time; nil for the end time.
  ///   - endTime: The end time; nil for the start time.
  public init(
    state: TrialState = .complete, parameters: KeyValuePairs<String, Value> = [:],
    value: Double? = nil, reports: [Int: Double] = [:], constraints: [String: Double] = [:],
    userAttributes: JSONObject = [:], failureReason: String? = nil, startTime: Timestamp? = nil,
    endTime: Timestamp? = nil
  ) {
    self.init(
      state: state, parameters: parameters, values: value.map { [$0] } ?? [], reports: reports,
      constraints: constraints, userAttributes: userAttributes, failureReason: failureReason,
      startTime: startTime, endTime: endTime)
  }

  /// Creates a copy of a trial of any study.
  ///
  /// It has all contents of the trial, also the attributes of its sampler and pruner, but no worker: a copy
  /// of a running trial stays running until `tell` ends it. Its artifacts are not copied.
  public init(_ trial: TrialSnapshot) {
    self.init(
      state: trial.state, values: trial.values,
      reports: Dictionary(
        trial.intermediateValues.map { ($0.step, $0.value) }, uniquingKeysWith: { $1 }),
      userAttributes: trial.userAttributes, startTime: trial.startTime, endTime: trial.endTime)
    parameters = trial.parameters.map { ($0.name, Value($0)) }
    systemAttributes = trial.systemAttributes
    if !state.isFinished {
      for key in [SystemAttribute.owner, SystemAttribute.lease] { systemAttributes[key] = nil }
    }
  }
}

extension TrialRecord {
  /// The constraint values by name; a constraint is satisfied if its value is at most 0.
  public var constraints: [String: Double] {
    get {
      Dictionary(
        Self.constraints(of: systemAttributes).map { ($0.name, $0.value) }, uniquingKeysWith: max)
    }
    set {
      // The others keep their order: sums of violations do not change.
      for name in Self.constraints(of: systemAttributes).map(\.name) where newValue[name] == nil {
        systemAttributes[TrialSnapshot.constraintPrefix + name] = nil
      }
      for (name, value) in newValue.sorted(by: { Name($0.key) < Name($1.key) }) {
        systemAttributes[TrialSnapshot.constraintPrefix + name] = .float(value)
      }
    }
  }

  /// The names and values of the constraints in the attributes of a trial.
  static func constraints(of attributes: JSONObject) -> [(name: String, value: Double)] {
    let prefix = TrialSnapshot.constraintPrefix.utf8
    return attributes.compactMap { key, value in
      guard key.utf8.starts(with: prefix), let number = value.doubleValue else { return nil }
      return (String(Substring(key.utf8.dropFirst(prefix.count))), number)
    }
  }

  /// The reason why the trial failed; nil if it has not failed or the reason is unknown.
  public var failureReason: String? {
    get { systemAttributes[SystemAttribute.failure]?.stringValue }
    set { systemAttributes[SystemAttribute.failure] = newValue.map { .string($0) } }
  }

  /// Sets a parameter; an existing one of that name is replaced.
  public mutating func setParameter(_ name: String, to value: Value) {
    if let index = parameters.firstIndex(where: { $0.name.isIdentical(to: name) }) {
      parameters[index].value = value
    } else {
      parameters.append((name, value))
    }
  }
}
