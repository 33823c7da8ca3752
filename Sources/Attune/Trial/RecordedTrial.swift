import Synchronization

/// A trial of a study: asks the sampler, records everything, lets the pruner judge.
final class RecordedTrial: TrialBackend {
  /// What the study hands to each of its trials.
  struct Environment: Sendable {
    let replica: Replica
    let studyID: Int
    let seed: UInt64
    let sampler: any Sampler
    let pruner: any Pruner
  }

  private struct Progress: Sendable {
    /// The trials as they stood when this one was started, which all its values derive from.
    ///
    /// Let go at the end: the history would be copied for it when the trial is entered there.
    var context: SamplingContext?
    var jointSample: JointSample?
    /// The parameters of an interrupted attempt, with the definition by which this one asked for them.
    var inherited: [String: Distribution?]
    var reportedSteps: Set<Int> = []
    var setConstraints: Set<String> = []
  }

  let number: Int
  let attempt: Int
  private let id: Int
  private let environment: Environment
  private let cancellation: CancellationFlag

  private let directions: [Direction]
  private let progress: Mutex<Progress>

  init(
    _ start: TrialSnapshot, attempt: Int, history: TrialHistory, environment: Environment,
    cancellation: CancellationFlag
  ) {
    number = start.number
    id = start.id
    self.attempt = attempt
    self.environment = environment
    self.cancellation = cancellation
    directions = history.directions
    progress = Mutex(
      Progress(
        context: SamplingContext(history: history, trialNumber: start.number),
        inherited: Dictionary(uniqueKeysWithValues: start.parameters.map { ($0.name, nil) })))
  }

  var snapshot: TrialSnapshot { history[number] }

  private var history: TrialHistory {
    environment.replica.read { $0.studies[environment.studyID].history }
  }

  func checkCancellation() throws {
    if cancellation.isCancelled || Task.isCancelled { throw CancellationError() }
  }

  // MARK: Parameters

  func knownChoices(of name: String) -> [JSONValue]? {
    let definition = environment.replica.read {
      $0.studies[environment.studyID].history.definition(of: name)
    }
    guard case .categorical(let widest)? = definition?.widest else { return nil }
    return widest.choices
  }

  func value(of name: String, from distribution: Distribution) throws -> ParameterValue {
    try checkCancellation()
    let (known, fixed, conflict) = environment.replica.read { state in
      let study = environment.studyID
      return (
        state.studies[study].history.parameters(of: number).parameter(named: name),
        state.studies[study].history.systemAttributes(of: number)[
          SystemAttribute.fixedParameters]?.objectValue?[name],
        state.studies[study].history.conflict(with: name, distribution)
      )
    }
    if let known { return try repeated(known, distribution) }
    if let conflict { throw contradiction(name, distribution, conflict) }
    let value: ParameterValue
    var attributes: [String: JSONValue] = [:]
    if let fixed {
      value = try enqueued(fixed, name, distribution)
    } else if distribution.isSingle {
      value = distribution.value(at: 0)
    } else {
      (value, attributes) = try sampled(name, distribution)
    }
    try record(
      Parameter(name: name, distribution: distribution, recordedValue: value.recorded), attributes)
    return value
  }

  /// The value of a parameter that this attempt asked for before, or an interrupted one did.
  private func repeated(_ known: Parameter, _ distribution: Distribution) throws -> ParameterValue {
    let asked: Distribution? = progress.withLock { progress in
      guard let asked = progress.inherited[known.name] else { return known.distribution }
      if asked == nil { progress.inherited[known.name] = distribution }
      return asked
    }
    let value = distribution.value(labelled: known.value)
    guard asked ?? distribution == distribution, let value, distribution.contains(value) else {
      let known = "\(known.value) for \"\(known.name)\", \(asked ?? known.distribution)"
      throw TrialError(
        asked == nil
          ? "trial \(number) was interrupted when it had \(known), and its value is not "
            + "\(distribution); new trials follow the new definition"
          : "trial \(number) already has \(known); it cannot be \(distribution) as well; "
            + "give one of the two another name")
    }
    return value
  }

  private func enqueued(
    _ label: JSONValue, _ name: String, _ distribution: Distribution
  ) throws -> ParameterValue {
    guard let value = distribution.value(labelled: label), distribution.contains(value) else {
      throw TrialError(
        "the value \(label) that was enqueued for \"\(name)\" of trial \(number) is not "
          + "\(distribution); enqueue a value of it")
    }
    return value
  }

  private func sampled(
    _ name: String, _ distribution: Distribution
  ) throws -> (ParameterValue, [String: JSONValue]) {
    guard let context = progress.withLock({ $0.context }) else { throw finished }
    do {
      let (joint, attributes) = try jointSample(context)
      if let value = joint.values[name], distribution.contains(value) {
        return (value, attributes)
      }
      var random = RandomStream(
        seed: environment.seed, stream: UInt64(number), purpose: "sample " + name)
      let value = try environment.sampler.sample(
        name, from: distribution, in: context, using: &random)
      guard distribution.contains(value) else {
        throw SamplingError("\(value) is not \(distribution)")
      }
      return (value, attributes)
    } catch let error as SamplingError {
      throw SamplingError(
        "\(type(of: environment.sampler)) cannot give a value to \"\(name)\" of trial \(number): "
          + error.description)
    }
  }

  /// The joint sample, drawn once; its attributes are handed out only to who draws it.
  private func jointSample(
    _ context: SamplingContext
  ) throws(SamplingError) -> (JointSample, [String: JSONValue]) {
    if let drawn = progress.withLock({ $0.jointSample }) { return (drawn, [:]) }
    let space = environment.sampler.jointSpace(in: context)
    var sample = JointSample()
    if !space.isEmpty {
      var random = RandomStream(
        seed: environment.seed, stream: UInt64(number), purpose: "jointly")
      sample = try environment.sampler.sampleJointly(over: space, in: context, using: &random)
    }
    progress.withLock { $0.jointSample = sample }
    return (sample, sample.attributes)
  }

  private func record(_ parameter: Parameter, _ attributes: [String: JSONValue]) throws {
    var conflict: ParameterDefinition?
    try commit { state throws(StorageError) in
      // Another worker may have been first in the meantime.
      conflict = state.studies[environment.studyID].history
        .conflict(with: parameter.name, parameter.distribution)
      guard conflict == nil else { return [] }
      if attributes.isEmpty { return [.setParameter(trial: id, parameter)] }
      return attributes.sorted { $0.key < $1.key }
        .map { .setTrialSystemAttribute(trial: id, key: $0.key, value: $0.value) }
        + [.setParameter(trial: id, parameter)]
    }
    if let conflict { throw contradiction(parameter.name, parameter.distribution, conflict) }
  }

  private func contradiction(
    _ name: String, _ distribution: Distribution, _ definition: ParameterDefinition
  ) -> TrialError {
    TrialError(
      "\"\(name)\" was defined by trial \(definition.trialNumber) as \(definition.widest); "
        + "trial \(number) cannot define it as \(distribution); ranges may change between trials, "
        + "kinds and scales may not, and choices may only be added: give it another name")
  }

  // MARK: Progress

  func report(_ value: Double, step: Int) throws {
    guard directions.count == 1 else {
      throw TrialError(
        "trial \(number) cannot report: intermediate values go with one direction, and this study "
          + "has \(directions.count)")
    }
    guard progress.withLock({ $0.reportedSteps.insert(step).inserted }) else { return }
    // An earlier attempt may have reported the very same.
    let earlier = snapshot.intermediateValue(at: step)
    guard earlier?.bitPattern != value.bitPattern else { return }
    try commit { _ throws(StorageError) in
      [.setIntermediateValue(trial: id, IntermediateValue(step: step, value: value))]
    }
  }

  var shouldPrune: Bool {
    guard directions.count == 1,
      let reached = progress.withLock({ $0.reportedSteps.max() })
    else { return false }
    let history = history
    var trial = history[number]
    // An interrupted attempt may have come further than this one so far.
    trial.intermediateValues.removeAll { $0.step > reached }
    return environment.pruner.shouldPrune(trial, in: PruningContext(history: history))
  }

  // MARK: Notes

  func setUserAttribute(_ key: String, to value: JSONValue) throws {
    try commit { _ throws(StorageError) in
      [.setTrialUserAttribute(trial: id, key: key, value: value)]
    }
  }

  func setConstraint(_ name: String, to value: Double) throws -> Bool {
    guard progress.withLock({ $0.setConstraints.insert(name).inserted }) else { return false }
    let key = TrialSnapshot.constraintPrefix + name
    try commit { _ throws(StorageError) in
      [.setTrialSystemAttribute(trial: id, key: key, value: .float(value))]
    }
    return true
  }

  private func commit(
    _ decide: (StorageState) throws(StorageError) -> [StorageOperation]
  ) throws {
    var isFinished = false
    try environment.replica.commit { state throws(StorageError) in
      isFinished = state.studies[environment.studyID].history.state(of: number).isFinished
      return isFinished ? [] : try decide(state)
    }
    if isFinished { throw finished }
  }

  /// Lets go of what only a trial at work needs.
  func end() {
    progress.withLock { $0.context = nil }
  }

  private var finished: TrialError {
    TrialError("trial \(number) is finished; nothing more can be recorded about it")
  }
}
