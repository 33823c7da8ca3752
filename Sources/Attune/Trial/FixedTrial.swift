import Synchronization

/// A trial with given values, to run an objective once without a study.
///
/// ```swift
/// let fixed = FixedTrial(best)
/// let loss = try objective(fixed.trial)
/// ```
///
/// Nothing is sampled, pruned or recorded; what the objective reports and notes can be read afterwards.
public struct FixedTrial: Sendable {
  /// What to hand to the objective.
  public let trial: Trial

  private let names: [String]

  /// Creates a trial with given values.
  ///
  /// - Parameters:
  ///   - parameters: The values or labels by name; the objective may ask for no other names. Those that
  ///     it does not ask for are ``unusedParameters``.
  ///   - number: What the objective sees as the trial's number.
  public init(_ parameters: [String: JSONValue], number: Int = 0) {
    self.init(parameters.jsonValue.objectValue ?? JSONObject(), number: number)
  }

  /// Creates a trial with given values, whose names may be canonically equivalent.
  package init(_ parameters: JSONObject, number: Int = 0) {
    trial = Trial(FixedTrialBackend(parameters: parameters, number: number))
    names = parameters.keys.map { Name($0) }.sorted().map(\.text)
  }

  /// Creates a trial that repeats another one.
  public init(_ trial: TrialSnapshot) {
    self.init(JSONObject(trial.parameters.map { ($0.name, $0.value) }), number: trial.number)
  }

  /// The names that the objective has not asked for so far, sorted.
  public var unusedParameters: [String] {
    let asked = snapshot.parameters
    return names.filter { asked.parameter(named: $0) == nil }
  }

  /// What the objective asked for, reported and noted so far.
  public var snapshot: TrialSnapshot { trial.snapshot }
}

private final class FixedTrialBackend: TrialBackend {
  let number: Int
  private let parameters: JSONObject
  private let picture: Mutex<TrialSnapshot>

  init(parameters: JSONObject, number: Int) {
    self.number = number
    self.parameters = parameters
    picture = Mutex(TrialSnapshot(number: number, id: number, state: .running, startTime: .now()))
  }

  var attempt: Int { 1 }

  var snapshot: TrialSnapshot { picture.withLock { $0 } }

  var reportKind: ReportKind? { .progress }

  var shouldPrune: Bool { false }

  var artifacts: ArtifactFolder? { nil }

  func checkCancellation() throws {}

  func checkOwnership() throws {}

  func value(of name: String, from distribution: Distribution) throws -> ParameterValue {
    guard let label = parameters[name] else {
      throw TrialError(
        "the fixed trial has no value for \"\(name)\"; it has "
          + "\(parameters.keys.map { Name($0) }.sorted().map(\.text))"
          + EditDistance.hint(for: name, among: parameters.keys))
    }
    guard let value = distribution.value(labelled: label), distribution.contains(value) else {
      throw TrialError("the fixed value \(label) of \"\(name)\" is not \(distribution)")
    }
    let parameter = Parameter(
      name: name, distribution: distribution, recordedValue: value.recorded)
    let known = picture.withLock { picture in
      let known = picture.parameters.parameter(named: name)
      picture.parameters.set(known ?? parameter)
      return known
    }
    guard let known, known.distribution != distribution else { return value }
    throw TrialError(
      "the fixed trial already has \(label) for \"\(name)\", \(known.distribution); it cannot be "
        + "\(distribution) as well; give one of the two another name")
  }

  func end() {}

  func knownChoices(of name: String) -> [JSONValue]? { nil }

  func report(_ value: Double, step: Int) throws {
    picture.withLock {
      if $0.intermediateValue(at: step) == nil { $0.setIntermediateValue(value, step: step) }
    }
  }

  func setUserAttribute(_ key: String, to value: JSONValue) throws {
    picture.withLock { $0.userAttributes[key] = value }
  }

  func setSystemAttribute(_ key: String, to value: JSONValue) {
    picture.withLock { $0.systemAttributes[key] = value }
  }

  func setConstraint(_ name: String, to value: Double) -> Bool {
    let key = TrialSnapshot.constraintPrefix + name
    return picture.withLock { picture in
      guard picture.systemAttributes[key] == nil else { return false }
      picture.systemAttributes[key] = .float(value)
      return true
    }
  }
}
