import Synchronization

/// A trial of a study: asks the sampler for values, records them, and asks the pruner.
final class RecordedTrial: TrialBackend {
  struct Progress: Sendable {
    /// The context from which all values are sampled.
    ///
    /// Released at the end: otherwise recording the end of the trial would copy the history.
    var context: SamplingContext?
    /// The history that the pruner uses, rather than the current one; nil for the current one.
    ///
    /// Released at the end, as the context is.
    var prunerHistory: TrialHistory?
    /// The values of the plan; nil before it is drawn, or read from the record of an earlier attempt.
    var plan: [Name: JSONValue]?
    /// The index of the current repeat of the objective.
    var repeatIndex = 0
    /// The index of the first repeat among all repeats of these parameters.
    var firstRepeat: Int
    /// The number of the trial whose result this one gets, until that is reported to the objective.
    var repeatedTrial: Int?
    /// The parameters of interrupted attempts, with the distribution that this attempt gave for
    /// them.
    var inherited: [Name: Distribution?]
    /// The steps that this attempt has reported, of the unnamed metric.
    var reportedSteps: Set<Int> = []
    /// The steps that this attempt has reported, by the name of the metric.
    var reportedMetrics: [Name: Set<Int>] = [:]
    var setConstraints: Set<Name> = []
    /// The time at which the trial last read the records of other workers, by the uptime of the
    /// environment.
    var lastContact: Duration
  }

  let number: Int
  let attempt: Int
  let id: Int
  let budget: TrialBudget?
  let member: PopulationMember?
  let shared: SharedContext
  let replica: Replica
  private let cancellation: CancellationFlag

  /// The condition under which this attempt may record something.
  private let condition: TrialCondition

  /// Whether the trial is a repeat in a race.
  let isInRace: Bool

  /// Whether the trial was a repeat of another one when it was started, as after an interruption.
  private let startsAsRepeat: Bool

  /// The values with which the trial was enqueued, by name.
  private let enqueuedValues: JSONObject?

  /// The source of the random streams of parameters that are sampled independently.
  private let randomSource: RandomStream.Source

  let progress: Mutex<Progress>

  /// Whether parameters may be recorded a little later, several at once.
  private let defersParameters: Bool

  /// The parameters that are not recorded yet; locked while something is recorded.
  private let unrecorded = Mutex<[Parameter]>([])

  /// - Parameter defersParameters: Whether parameters may be recorded a little later, several at once: a
  ///   storage needs about as long for ten as for one.
  init(
    _ start: TrialSnapshot, attempt: Int, history: TrialHistory, visibility: HistoryVisibility,
    shared: SharedContext, cancellation: CancellationFlag, defersParameters: Bool
  ) {
    self.defersParameters = defersParameters
    number = start.number
    id = start.id
    budget = start.budget
    member = start.member
    self.attempt = attempt
    self.shared = shared
    replica = shared.replica
    self.cancellation = cancellation
    condition = TrialCondition(attemptOf: start)
    isInRace = start.replication?.race != nil
    startsAsRepeat = start.replication != nil
    enqueuedValues = start.enqueuedValues
    randomSource = RandomStream.source(seed: shared.seed, trial: start.number)
    var fixed: TrialHistory?
    var batchStart: Int?
    if case .fixed(let earlier) = visibility {
      fixed = earlier.upTo(start.number, of: history)
      batchStart = earlier.count
    }
    var context = SamplingContext(
      history: shared.visibleHistory(ofTrial: start.number, in: fixed ?? history),
      trialNumber: start.number, studyName: shared.studyName, seed: shared.seed,
      batchStart: batchStart, studyAttributes: shared.replica.read(\.systemAttributes))
    // There the trial is in its initial state, like the others of its batch.
    if fixed != nil { for parameter in start.parameters { context.give(parameter) } }
    progress = Mutex(
      Progress(
        context: context, prunerHistory: fixed, plan: Self.recordedPlan(of: start),
        firstRepeat: start.replication?.firstRepeat ?? 0,
        repeatedTrial: TrialPlan.recordedRepetition(of: start),
        inherited: Dictionary(uniqueKeysWithValues: start.parameters.map { ($0.key, nil) }),
        lastContact: shared.environment.uptime()))
  }

  var snapshot: TrialSnapshot {
    // Whether the storage can be written shows at the next step, which throws.
    try? recordParameters()
    return history[number]
  }

  var history: TrialHistory {
    replica.history
  }

  var lowerRungs: [TrialSnapshot] {
    // Without a budget, which most trials have, nothing is looked up.
    guard budget?.promotedFrom != nil else { return [] }
    let history = history
    return history.lowerRungs(of: history[number])
  }

  func checkCancellation() throws {
    if cancellation.isCancelled || Task.isCancelled { throw CancellationError() }
    try checkOwnership()
  }

  func checkOwnership() throws {
    guard replica.isShared else { return }
    // A recent read is still valid; after a pause of this process it may not be.
    let now = shared.environment.uptime()
    if progress.withLock({ now - $0.lastContact > shared.contactInterval }) {
      try replica.refresh()
      progress.withLock { $0.lastContact = now }
    }
    if replica.read({ $0.history.isTakenOver(number, from: attempt) }) { throw takenOver }
  }

  // MARK: Parameters

  func knownChoices(of name: String) -> [JSONValue]? {
    guard case .categorical(let widest)? = history.definition(of: name)?.widest else { return nil }
    return widest.choices
  }

  func value(of request: ParameterRequest) throws -> ParameterValue {
    try checkCancellation()
    switch try lookUp(request) {
    case .known(let value): return value
    case .open(let signature):
      let (value, attributes) = try newValue(request, progress.withLock(\.context))
      let parameter = Parameter(signature, recordedValue: value.recorded)
      try record([parameter], of: [request], attributes)
      progress.withLock { $0.context?.give(parameter) }
      return value
    }
  }

  /// What is known about a requested parameter.
  enum Request {
    case known(ParameterValue)
    case open(ParameterSignature)
  }

  /// The value that the trial already has for a parameter, or the signature of a new one.
  func lookUp(_ request: ParameterRequest) throws -> Request {
    let (name, distribution) = (request.name, request.distribution)
    if let known = unrecordedParameter(named: name) {
      return .known(try repeated(known, distribution))
    }
    switch history.lookUp(name, distribution, number: number) {
    case .known(let known): return .known(try repeated(known, distribution))
    case .conflict(let definition): throw contradiction(name, distribution, definition)
    case .open(let signature): return .open(signature)
    }
  }

  /// The value of a parameter that is not sampled: the enqueued value, or the only one; nil if
  /// there is none.
  func fixedValue(_ request: ParameterRequest) throws -> ParameterValue? {
    let (name, distribution) = (request.name, request.distribution)
    if let label = enqueuedValues?[name] { return try enqueued(label, name, distribution) }
    if let obstacle = distribution.samplingObstacle {
      throw obstacle.prefixed("parameter \"\(name)\" of trial \(number): ")
    }
    return distribution.isConstant ? distribution.value(at: 0) : nil
  }

  /// A new value, with the attributes to record before it.
  private func newValue(
    _ request: ParameterRequest, _ context: SamplingContext?
  ) throws -> (ParameterValue, JSONObject) {
    if let value = try fixedValue(request) { return (value, [:]) }
    return try sampled(request, context)
  }

  /// The value of a parameter that this attempt or an interrupted one has asked for before.
  private func repeated(_ known: Parameter, _ distribution: Distribution) throws -> ParameterValue {
    let asked: Distribution? = progress.withLock { progress in
      guard let asked = progress.inherited[known.key] else { return known.distribution }
      if asked == nil { progress.inherited[known.key] = distribution }
      return asked
    }
    let value = distribution.value(labelled: known.value)
    guard asked ?? distribution == distribution, let value, distribution.contains(value) else {
      let known = "\(known.value) for \"\(known.name)\", \(asked ?? known.distribution)"
      throw TrialError(
        .conflictingDefinition,
        asked == nil
          ? "trial \(number) was interrupted when it had \(known), and its value is not "
            + "\(distribution); new trials use the new definition"
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
        .invalidValue,
        "the value \(label) that was enqueued for \"\(name)\" of trial \(number) is not "
          + "\(distribution); enqueue a value of it")
    }
    return value
  }

  func sampled(
    _ request: ParameterRequest, _ context: SamplingContext?
  ) throws -> (ParameterValue, JSONObject) {
    guard let context else { throw finished }
    let (name, distribution) = (request.name, request.distribution)
    let known = progress.withLock(\.plan)
    let (plan, attributes) = try describingSampler(name) { () throws(SamplingError) in
      if let known { (known, JSONObject()) } else { try drawPlan(context) }
    }
    if let repeated = progress.withLock({ $0.repeatedTrial.take() }) {
      try repeatTrial(repeated, attributes, in: context.history)
    }
    if let value = plan[Name(name)].flatMap(distribution.value(labelled:)),
      distribution.isPoint(value)
    {
      return (value, attributes)
    }
    if !plan.isEmpty { shared.hasLeftPlan(name, number) }
    let value = try describingSampler(name) { () throws(SamplingError) in
      try independentValue(request, context, randomSource.stream(name))
    }
    return (value, attributes)
  }

  /// Samples a parameter without the plan.
  func independentValue(
    _ request: ParameterRequest, _ context: SamplingContext, _ random: consuming RandomStream
  ) throws(SamplingError) -> ParameterValue {
    let value = try shared.sampler.sample(request, in: context, using: &random)
    guard request.distribution.contains(value) else {
      throw SamplingError(.invalidValue, "\(value) is not \(request.distribution)")
    }
    return value
  }

  /// Adds the sampler, the trial and the parameter to the error of a sampler.
  func describingSampler<Value>(
    _ name: String, _ body: () throws(SamplingError) -> Value
  ) throws(SamplingError) -> Value {
    do {
      return try body()
    } catch {
      throw SamplingError(
        error.code,
        "\(type(of: shared.sampler)) cannot give a value to \"\(name)\" of trial \(number): "
          + error.description,
        underlyingError: error.underlyingError)
    }
  }

  /// Draws and records the plan of the trial, if it has none yet and does not start as a repeat.
  func recordPlan() throws {
    let (isKnown, context) = progress.withLock { ($0.plan != nil, $0.context) }
    guard !isKnown, !startsAsRepeat else { return }
    guard let context else { throw finished }
    let attributes: JSONObject
    do {
      attributes = try drawPlan(context).attributes
    } catch {
      throw SamplingError(
        error.code,
        "\(type(of: shared.sampler)) cannot plan trial \(number): \(error.description)",
        underlyingError: error.underlyingError)
    }
    guard !attributes.isEmpty else { return }
    try commit(
      attributes.map { .setTrialSystemAttribute(trial: id, key: $0.key, value: $0.value) })
  }

  /// Draws the plan of the trial; returns its values and the attributes to record before they are used.
  private func drawPlan(
    _ context: SamplingContext
  ) throws(SamplingError) -> (values: [Name: JSONValue], attributes: JSONObject) {
    var random = RandomStream.forPlan(seed: shared.seed, trial: number)
    var plan = try shared.sampler.plan(in: context, using: &random)
    // The result of a complete trial is that of the largest budget.
    if budget != nil { plan.repeatedTrial = nil }
    let values = Self.byName(plan.values)
    progress.withLock { progress in
      progress.plan = values
      progress.repeatedTrial = plan.repeatedTrial
      if let replication = plan.replication { progress.firstRepeat = replication.firstRepeat }
    }
    return (values, plan.recordedAttributes)
  }

  /// Records the values of a plan that repeats a trial, and ends the objective.
  private func repeatTrial(
    _ repeated: Int, _ attributes: JSONObject, in history: TrialHistory
  ) throws {
    // The number may come from another program.
    guard history.indices.contains(repeated), history.state(of: repeated) == .complete else {
      return
    }
    try commit(
      attributes.map { .setTrialSystemAttribute(trial: id, key: $0.key, value: $0.value) })
    for parameter in history[repeated].parameters {
      _ = try value(of: ParameterRequest(parameter.name, from: parameter.distribution))
    }
    throw TrialRepeated(history[repeated])
  }

  /// The values of the plan that an earlier attempt has drawn; nil if it had drawn none.
  private static func recordedPlan(of start: TrialSnapshot) -> [Name: JSONValue]? {
    if let values = TrialPlan.recordedValues(of: start) { return byName(values) }
    // An empty plan is not recorded, but the values that were sampled are.
    let enqueued = start.enqueuedValues
    let hasSampled = start.parameters.contains {
      !$0.distribution.isConstant && enqueued?[$0.name] == nil
    }
    return hasSampled ? [:] : nil
  }

  private static func byName(_ values: JSONObject) -> [Name: JSONValue] {
    Dictionary(values.map { (Name($0.key), $0.value) }, uniquingKeysWith: { _, last in last })
  }

  /// Records new parameters, in the order of their requests, after some attributes of the trial.
  func record(
    _ parameters: [Parameter], of requests: [ParameterRequest], _ attributes: JSONObject
  ) throws {
    let history = history
    let hints = requests.flatMap(operationsRecordingHints)
    // Another worker may have defined the parameter in the meantime.
    let isNew = parameters.contains { history.definition(of: $0.name) == nil }
    if defersParameters, !isNew, hints.isEmpty, attributes.isEmpty {
      return recordLater(parameters)
    }
    let operations =
      hints + attributes.map { .setTrialSystemAttribute(trial: id, key: $0.key, value: $0.value) }
      + parameters.map { .setParameter(trial: id, $0) }
    // Hints are attributes of the study, which are not recorded under a condition on a trial.
    try commit(operations, readsFirst: isNew || !hints.isEmpty) { history in
      parameters.lazy.compactMap { self.conflict(of: $0, history) }.first
    }
  }

  /// The operations that record the hints of a request, unless the study has them already.
  private func operationsRecordingHints(_ request: ParameterRequest) -> [StorageOperation] {
    guard !request.hints.isEmpty else { return [] }
    let recorded = replica.read(\.systemAttributes)
    return request.hintAttributes.filter { recorded[$0.key] != $0.value }
      .map { .setStudySystemAttribute(key: $0.key, value: $0.value) }
  }

  private func unrecordedParameter(named name: String) -> Parameter? {
    guard defersParameters else { return nil }
    return unrecorded.withLock { parameters in
      parameters.first { $0.name.isIdentical(to: name) }
    }
  }

  /// Records parameters with the next step of the trial, or soon, for those who look at it meanwhile.
  private func recordLater(_ added: [Parameter]) {
    let isFirst = unrecorded.withLock { parameters in
      defer { parameters += added }
      return parameters.isEmpty
    }
    if isFirst { shared.deferredRecording.add(self) }
  }

  /// Records the parameters that are not recorded yet.
  func recordParameters() throws {
    guard defersParameters, !unrecorded.withLock(\.isEmpty) else { return }
    try commit([])
  }

  private func contradiction(
    _ name: String, _ distribution: Distribution, _ definition: ParameterDefinition
  ) -> TrialError {
    TrialError(
      .conflictingDefinition,
      "\"\(name)\" was defined by trial \(definition.trialNumber) as \(definition.widest); "
        + "trial \(number) cannot define it as \(distribution); ranges may change between trials, "
        + "kinds and scales may not, and choices may only be added: give it another name")
  }

  // MARK: Records

  /// Records operations of this trial, after the parameters that are not recorded yet.
  ///
  /// - Parameters:
  ///   - readsFirst: Whether all changes so far must be read before the decision.
  ///   - refusal: The error with which the history refuses the operations; nil if it does not.
  func commit(
    _ operations: [StorageOperation], readsFirst: Bool = false,
    unless refusal: (TrialHistory) -> TrialError? = { _ in nil }
  ) throws {
    try commit(readsFirst: readsFirst, unless: refusal) { _ in operations }
  }

  /// Records operations that follow from the newest history.
  ///
  /// - Parameter operations: Returns the operations; it may be called again after a conflict.
  func commit(
    readsFirst: Bool = false, unless refusal: (TrialHistory) -> TrialError? = { _ in nil },
    deciding operations: (TrialHistory) -> [StorageOperation]
  ) throws {
    // A storage in memory has no other writers; reading the clock would take a tenth of the time.
    let now = replica.isShared ? shared.environment.uptime() : nil
    try unrecorded.withLock { parameters in
      let refused: TrialError? = try replica.commit(if: readsFirst ? nil : condition) { study in
        let history = study.history
        let refused =
          refusalOfTrial(history) ?? parameters.compactMap { conflict(of: $0, history) }.first
          ?? refusal(history)
        guard refused == nil else { return ([], refused) }
        return (parameters.map { .setParameter(trial: id, $0) } + operations(history), nil)
      }
      if let refused { throw refused }
      parameters = []
    }
    if let now { progress.withLock { $0.lastContact = now } }
  }

  private func refusalOfTrial(_ history: TrialHistory) -> TrialError? {
    if history.isTakenOver(number, from: attempt) { return takenOver }
    return history.state(of: number).isFinished ? finished : nil
  }

  private func conflict(of parameter: Parameter, _ history: TrialHistory) -> TrialError? {
    history.conflict(with: parameter, number: number).map {
      contradiction(parameter.name, parameter.distribution, $0)
    }
  }

  /// Releases what only a running trial needs.
  ///
  /// - Returns: The parameters that are not recorded yet.
  func end() -> [Parameter] {
    progress.withLock { progress in
      progress.context = nil
      progress.prunerHistory = nil
    }
    return unrecorded.withLock { parameters in
      defer { parameters = [] }
      return parameters
    }
  }

  private var takenOver: TrialError {
    TrialError(
      .takenOver,
      "trial \(number) was taken over by another worker, since this one gave no heartbeat; "
        + "this worker records nothing more; use a longer lease")
  }

  var finished: TrialError {
    TrialError(.finished, "trial \(number) is finished; nothing more can be recorded about it")
  }
}
