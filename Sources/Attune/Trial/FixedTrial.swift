import Synchronization

/// A trial with given values, to run an objective once without a study, like Optuna's `FixedTrial`.
///
/// ```swift
/// let fixed = FixedTrial(best)
/// let loss = try objective(fixed.trial)
/// ```
///
/// Nothing is sampled, pruned or recorded. Reports and attributes that the objective sets are in
/// ``snapshot``.
public struct FixedTrial: Sendable {
  /// The trial to pass to the objective.
  public let trial: Trial

  private let names: [String]

  /// Creates a trial with given values.
  ///
  /// - Parameters:
  ///   - parameters: The values or labels by name. To ask for another name is an error; the names
  ///     that the objective does not ask for are ``unusedParameters``.
  ///   - number: The number of the trial.
  ///   - budget: The budget, for an objective that asks for ``Trial/budget``; nil for none.
  /// - Precondition: The budget is positive.
  public init(_ parameters: [String: JSONValue], number: Int = 0, budget: Int? = nil) {
    if let budget { precondition(budget >= 1, "a budget must be at least 1, not \(budget)") }
    self.init(
      parameters.jsonValue.objectValue ?? JSONObject(), number: number,
      budget: budget.map { TrialBudget(amount: $0, maximum: $0, rung: 0, bracket: 0) })
  }

  /// Creates a trial with given values, whose names may be canonically equivalent.
  package init(
    _ parameters: JSONObject, number: Int = 0, budget: TrialBudget? = nil,
    member: PopulationMember? = nil
  ) {
    trial = Trial(
      FixedTrialBackend(parameters: parameters, number: number, budget: budget, member: member))
    names = parameters.keys.map { Name($0) }.sorted().map(\.text)
  }

  /// Creates a trial that repeats another one, with the same budget, or member of a population, if it has one.
  public init(_ trial: TrialSnapshot) {
    self.init(
      JSONObject(trial.parameters.map { ($0.name, $0.value) }), number: trial.number,
      budget: trial.budget, member: trial.member)
  }

  /// The names that the objective has not asked for so far, sorted.
  public var unusedParameters: [String] {
    let asked = snapshot.parameters
    return names.filter { asked.parameter(named: $0) == nil }
  }

  /// The parameters, reports and attributes of the trial so far.
  public var snapshot: TrialSnapshot { trial.snapshot }
}

private final class FixedTrialBackend: TrialBackend {
  let number: Int
  let budget: TrialBudget?
  let member: PopulationMember?
  private let parameters: JSONObject
  private let state: Mutex<TrialSnapshot>

  init(parameters: JSONObject, number: Int, budget: TrialBudget?, member: PopulationMember?) {
    self.number = number
    self.budget = budget
    self.member = member
    self.parameters = parameters
    state = Mutex(TrialSnapshot(number: number, id: number, state: .running, startTime: .now()))
  }

  var attempt: Int { 1 }

  var lowerRungs: [TrialSnapshot] { [] }

  var snapshot: TrialSnapshot { state.withLock { $0 } }

  var directionCount: Int { 1 }

  var repeatIndex: Int { 0 }

  func seed() -> UInt64 { RandomStream.repeatSeed(0, seed: 0) }

  func beginRepeat(_ index: Int) {}

  func recordRepeat(_ attributes: JSONObject, report: IntermediateValue?) throws {
    for (key, value) in attributes { setSystemAttribute(key, to: value) }
    if let report { try self.report(report.value, step: report.step) }
  }

  func shouldPrune(afterRepeat index: Int) -> Bool { false }

  var reportKind: ReportKind? { .progress }

  func shouldPrune() -> Bool { false }

  var artifacts: (any ArtifactStore)? { nil }

  func artifactKey(_ name: String, of trial: TrialSnapshot) throws -> ArtifactKey {
    try artifactKey(name)
  }

  func artifactKey(_ name: String) throws -> ArtifactKey {
    ArtifactKey(studyID: 0, studyName: "", trialNumber: number, name: name)
  }

  func recordArtifact(_ key: ArtifactKey) throws {}

  func checkCancellation() throws {}

  func checkOwnership() throws {}

  func value(of request: ParameterRequest) throws -> ParameterValue {
    let (name, distribution) = (request.name, request.distribution)
    guard let label = parameters[name] else {
      throw TrialError(
        .missingValue,
        "the fixed trial has no value for \"\(name)\"; it has "
          + "\(parameters.keys.map { Name($0) }.sorted().map(\.text))"
          + EditDistance.hint(for: name, among: parameters.keys))
    }
    guard let value = distribution.value(labelled: label), distribution.contains(value) else {
      throw TrialError(
        .invalidValue, "the fixed value \(label) of \"\(name)\" is not \(distribution)")
    }
    let parameter = Parameter(
      name: name, distribution: distribution, recordedValue: value.recorded)
    let known = state.withLock { state in
      let known = state.parameters.parameter(named: name)
      state.parameters.set(known ?? parameter)
      return known
    }
    guard let known, known.distribution != distribution else { return value }
    throw TrialError(
      .conflictingDefinition,
      "the fixed trial already has \(label) for \"\(name)\", \(known.distribution); it cannot be "
        + "\(distribution) as well; give one of the two another name")
  }

  func values(
    of requests: [ParameterRequest], arrange: ([ParameterValue]) throws -> [ParameterValue]?
  ) throws -> [ParameterValue] {
    let values = try requests.map(value(of:))
    guard try arrange(values) == values else {
      throw TrialError(
        .unsatisfiedCondition,
        "the fixed values \(requests.described(with: values)) do not satisfy the condition")
    }
    return values
  }

  func end() -> [Parameter] { [] }

  func knownChoices(of name: String) -> [JSONValue]? { nil }

  func report(_ value: Double, step: Int) throws {
    state.withLock {
      if $0.intermediateValue(at: step) == nil { $0.setIntermediateValue(value, step: step) }
    }
  }

  func report(_ value: Double, step: Int, metric: String) throws {
    state.withLock { trial in
      guard !trial.intermediateValues(of: metric).contains(where: { $0.step == step }) else {
        return
      }
      trial.setMetric(metric, IntermediateValue(step: step, value: value))
    }
  }

  func setUserAttribute(_ key: String, to value: JSONValue) throws {
    state.withLock { $0.userAttributes[key] = value }
  }

  func setSystemAttribute(_ key: String, to value: JSONValue) {
    state.withLock { $0.systemAttributes[key] = value }
  }

  func setConstraint(_ name: String, to value: Double) -> Bool {
    let key = TrialSnapshot.constraintPrefix + name
    return state.withLock { state in
      guard state.systemAttributes[key] == nil else { return false }
      state.systemAttributes[key] = .float(value)
      return true
    }
  }
}
