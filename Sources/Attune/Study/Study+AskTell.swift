import Synchronization

extension Study {
  /// Starts the next trial: an interrupted one, otherwise the first in the queue, otherwise a new one.
  ///
  /// The caller evaluates the objective and records its result with
  /// ``tell(_:_:skipIfFinished:)-(Trial,TrialResult,_)``.
  ///
  /// - Throws: ``StudyError`` when the study was deleted; ``StorageError``.
  ///
  /// - Parameter detached: Whether the trial belongs to no process. The end of the process that asked does
  ///   not interrupt a detached trial: like a trial of Python Optuna, it stays running until
  ///   ``tell(_:_:skipIfFinished:)-(Int,_,_)`` ends it, in this process or another one.
  public func ask(detached: Bool = false) throws -> Trial {
    // Nothing limits it, so there is a trial.
    guard
      let trial = try start(
        isOwned: !detached, cancellation: Self.neverCancelled,
        { _, _, _ in .start(.current, .next()) })
    else {
      throw StudyError(.deleted, "the study \"\(name)\" gives no trial")
    }
    return trial
  }

  /// Whether the next trial is started now.
  enum StartDecision: Sendable {
    /// It is started, and may use this history.
    case start(HistoryVisibility, TrialStart)
    /// It is not started; the run knows why.
    case wait(OptimizationRun.PauseReason)
  }

  /// Which trial is started, and the attributes that it gets.
  enum TrialStart: Sendable {
    /// The first trial of the queue, or a new one if the queue is empty.
    case next(JSONObject = [:])
    /// The trial of the queue, or the interrupted one, with this number.
    case queued(Int, JSONObject = [:])
    /// A new trial, even if others wait.
    case new(JSONObject)
  }

  /// The outcome of the attempt to start a trial.
  private enum StartOutcome: Sendable {
    case started(number: Int, attempt: Int, HistoryVisibility, [StrategyChange])
    case waits(OptimizationRun.PauseReason)
    /// Trials have failed since too many of their workers were lost, so the rule is evaluated again.
    case failedLostTrials
  }

  /// Starts the next trial unless the run is to end; nil then.
  ///
  /// - Parameters:
  ///   - isOwned: Whether the end of this process interrupts the trial.
  ///   - settings: The settings of the run, as recorded; empty for a trial started by `ask`.
  ///   - run: The run to record with the trial; nil if it is recorded already, and for `ask`.
  ///   - mayStart: Decides whether the trial of a number is started, and which history it may use. It has
  ///     no effects, since it may be called again; it also gets the numbers of the trials of lost workers,
  ///     which are going to be resumed.
  ///   - pause: Called with the reason when the trial is not started.
  func start(
    isOwned: Bool = true, settings: [RecordedStrategy] = [], recording run: RunRecord? = nil,
    cancellation: CancellationFlag,
    _ mayStart: (Int, TrialHistory, _ interrupted: Set<Int>) -> StartDecision,
    pause: (OptimizationRun.PauseReason) -> Void = { _ in }
  ) throws -> Trial? {
    // The new trial sees the parameters that this process has given to others: whether it does must not
    // depend on timing.
    shared.deferredRecording.recordAll()
    while true {
      let outcome = try commit { study throws(StorageError) in
        decideStart(in: study, isOwned: isOwned, settings: settings, recording: run, mayStart)
      } conclude: { outcome in
        // No other thread can see the trial before it is active, or it would count as released.
        if isOwned, case .started(let number, _, _, _) = outcome { activate(number, cancellation) }
      }
      switch outcome {
      case .failedLostTrials: continue
      case .waits(let reason):
        pause(reason)
        return nil
      case .started(let number, let attempt, let visibility, let changes):
        report(changes)
        listeners.notice()
        let history = trials
        return Trial(
          RecordedTrial(
            history[number], attempt: attempt, history: history, visibility: visibility,
            shared: shared, cancellation: cancellation,
            defersParameters: isOwned))
      }
    }
  }

  private func decideStart(
    in study: StudyState, isOwned: Bool, settings: [RecordedStrategy], recording run: RunRecord?,
    _ mayStart: (Int, TrialHistory, _ interrupted: Set<Int>) -> StartDecision
  ) -> Replica.Decision<StartOutcome> {
    let history = study.history
    let (interrupted, lost) = interruptedTrials(history)
    guard lost.isEmpty else {
      let ends = lost.flatMap { operations(ending: $0.trial, .failed(reason: $0.failureReason)) }
      return (ends, .failedLostTrials)
    }
    let queue = history.waiting + interrupted.map(\.trial)
    var first = queue.min { $0.number < $1.number }
    let next = first?.number ?? history.count
    switch mayStart(next, history, Set(interrupted.map(\.trial.number))) {
    case .wait(let reason): return ([], .waits(reason))
    case .start(let visibility, let start):
      let attributes: JSONObject
      switch start {
      case .next(let own): attributes = own
      case .queued(let number, let own):
        (first, attributes) = (queue.first { $0.number == number }, own)
      case .new(let own): (first, attributes) = (nil, own)
      }
      let number = first?.number ?? history.count
      let attempt = SystemAttribute.attempt(
        after: first.flatMap { SystemAttribute.attempt(in: $0.systemAttributes) })
      let changes = strategyChanges(study, settings: settings)
      let record = run.map { run in
        let (key, value) = run.nextAttribute(in: study.systemAttributes)
        return StorageOperation.setStudySystemAttribute(key: key, value: value)
      }
      return (
        operations(recording: changes) + [record].compactMap(\.self)
          + interrupted.flatMap(\.returning)
          + operations(starting: first, attempt: attempt, isOwned: isOwned, attributes),
        .started(number: number, attempt: attempt, visibility, changes)
      )
    }
  }

  /// The operations that start the first trial of the queue, or a new one when the queue is empty.
  ///
  /// - Parameter attributes: Further attributes of the trial.
  private func operations(
    starting first: TrialSnapshot?, attempt: Int, isOwned: Bool, _ attributes: JSONObject
  ) -> [StorageOperation] {
    guard let first else {
      var template = isOwned ? newTrial : TrialTemplate()
      template.startTime = .now()
      for (key, value) in attributes { template.systemAttributes[key] = value }
      return [.createTrial(template)]
    }
    // The owner comes first: a running trial without an owner would never count as interrupted.
    let owner: (key: String, value: JSONValue) = (
      SystemAttribute.owner, isOwned ? owner(attempt: attempt) : Self.noOwner(attempt: attempt)
    )
    return ([owner] + attributes).map {
      .setTrialSystemAttribute(trial: first.id, key: $0.key, value: $0.value)
    } + [.setState(trial: first.id, .running, values: nil, at: .now())]
  }

  /// The record of the worker of a trial.
  private func owner(attempt: Int) -> JSONValue {
    TrialOwner(
      worker: replica.worker, process: environment.process, attempt: attempt,
      lease: isShared ? lease : nil
    ).json
  }

  /// The record of a trial without a worker; an earlier attempt must not continue it.
  private static func noOwner(attempt: Int) -> JSONValue { ["attempt": .int(attempt)] }

  /// Records the result of a trial.
  ///
  /// - Parameters:
  ///   - trial: A trial of ``ask(detached:)``.
  ///   - result: Values, pruned, or failed with a reason.
  ///   - skipIfFinished: Whether to return a trial that has already finished, instead of throwing an
  ///     error.
  /// - Returns: The finished trial. It has failed if a value is NaN, or if the number of values differs from
  ///   the number of directions.
  /// - Throws: ``StudyError`` when the trial is not running, or another worker has taken it over;
  ///   ``StorageError``.
  @discardableResult
  public func tell(
    _ trial: Trial, _ result: TrialResult, skipIfFinished: Bool = false
  ) throws -> TrialSnapshot {
    defer { warnOfUnusedNames() }
    guard let ended = try finish(trial, result, skipIfFinished: skipIfFinished) else {
      throw StudyError(
        .notRunning,
        "trial \(trial.number) of \"\(name)\" was taken over by another worker, since this one gave "
          + "no heartbeat; its result is not recorded; use a longer lease")
    }
    return ended
  }

  /// Records the result of a trial of a run; later trials may ask for enqueued values that it did not ask
  /// for.
  ///
  /// - Returns: The finished trial; nil when another worker has taken it over.
  func finish(
    _ trial: Trial, _ result: TrialResult, skipIfFinished: Bool = false
  ) throws -> TrialSnapshot? {
    let unrecorded = trial.end()
    return try finish(
      trial.number, attempt: trial.attempt, result, skipIfFinished: skipIfFinished, unrecorded)
  }

  /// Records the value of a trial, or its values in a multi-objective study.
  ///
  /// - Returns: The finished trial; a failed one if a value is NaN.
  /// - Throws: The same errors as the method for any result.
  @discardableResult
  public func tell(
    _ trial: Trial, _ value: some ObjectiveValue, skipIfFinished: Bool = false
  ) throws -> TrialSnapshot {
    try tell(trial, .complete(value.objectiveValues), skipIfFinished: skipIfFinished)
  }

  /// Records the result of the trial with a number.
  ///
  /// - Parameters:
  ///   - number: The number of a running trial.
  ///   - result: Values, pruned, or failed with a reason.
  ///   - skipIfFinished: Whether to return a trial that has already finished, instead of throwing an
  ///     error.
  /// - Returns: The finished trial. It has failed if a value is NaN, or if the number of values differs from
  ///   the number of directions.
  /// - Throws: ``StudyError`` when the trial is not running; ``StorageError``.
  @discardableResult
  public func tell(
    _ number: Int, _ result: TrialResult, skipIfFinished: Bool = false
  ) throws -> TrialSnapshot {
    defer { warnOfUnusedNames() }
    guard
      let ended = try finish(number, attempt: nil, result, skipIfFinished: skipIfFinished)
    else { throw noTrial(number) }
    return ended
  }

  /// Records the result of the trial with a number.
  ///
  /// - Parameters:
  ///   - attempt: The attempt that gave the result; nil for the running one.
  ///   - skipIfFinished: Whether a trial that is finished already is returned as it is.
  ///   - unrecorded: Parameters to record before the result.
  /// - Returns: The finished trial; nil when another attempt has replaced this one.
  private func finish(
    _ number: Int, attempt: Int?, _ result: TrialResult, skipIfFinished: Bool,
    _ unrecorded: [Parameter] = []
  ) throws -> TrialSnapshot? {
    let outcome = try replica.commit(if: condition(of: number)) { study throws(StorageError) in
      decideEnd(
        of: number, attempt, result, skipIfFinished: skipIfFinished, unrecorded, in: study.history)
    } conclude: { outcome in
      if outcome.endsHere { deactivate(number) }
    }
    guard let state = outcome.state else { throw noTrial(number) }
    if outcome.isTakenOver { return nil }
    if skipIfFinished, state.isFinished {
      listeners.notice()
      return trials[number]
    }
    guard state == .running else {
      throw StudyError(
        .notRunning,
        "trial \(number) of \"\(name)\" is \(state); only a running trial can get a result")
    }
    listeners.notice()
    let ended = trials[number]
    recordUnusedNames(of: ended)
    return ended
  }

  /// The outcome of recording a result.
  private struct EndOutcome: Sendable {
    /// The state of the trial before; nil if there is no such trial.
    var state: TrialState?
    /// Whether another attempt has replaced this one.
    var isTakenOver = false
    /// Whether the trial no longer runs in this process.
    var endsHere = false
  }

  private func decideEnd(
    of number: Int, _ attempt: Int?, _ result: TrialResult, skipIfFinished: Bool,
    _ unrecorded: [Parameter], in history: TrialHistory
  ) -> Replica.Decision<EndOutcome> {
    guard history.indices.contains(number) else { return ([], EndOutcome()) }
    var outcome = EndOutcome(state: history.state(of: number))
    if skipIfFinished, outcome.state?.isFinished == true {
      outcome.endsHere = true
      return ([], outcome)
    }
    if let attempt, history.isTakenOver(number, from: attempt) {
      outcome.isTakenOver = true
      outcome.endsHere = !isOwned(number, in: history)
      return ([], outcome)
    }
    guard outcome.state == .running else { return ([], outcome) }
    outcome.endsHere = true
    var trial = history[number]
    let parameters = operations(recording: unrecorded, of: &trial, in: history)
    return (parameters + operations(ending: trial, result), outcome)
  }

  /// The operations that record parameters of a trial, except those that the history refuses.
  func operations(
    recording parameters: [Parameter], of trial: inout TrialSnapshot, in history: TrialHistory
  ) -> [StorageOperation] {
    let accepted = parameters.filter { history.conflict(with: $0, number: trial.number) == nil }
    for parameter in accepted { trial.parameters.set(parameter) }
    return accepted.map { .setParameter(trial: trial.id, $0) }
  }

  /// The condition under which the present attempt at a trial may record its end; nil if the local copy does
  /// not have the trial.
  func condition(of number: Int) -> TrialCondition? {
    let history = trials
    guard isShared, history.indices.contains(number) else { return nil }
    return TrialCondition(attemptOf: history[number])
  }

  /// Sets a user attribute of the unfinished trial with a number.
  ///
  /// - Throws: ``StudyError`` when there is no such trial, or it is finished; ``StorageError``.
  public func setUserAttribute(
    _ name: String, to value: some JSONConvertible, ofTrial number: Int
  ) throws {
    let state: TrialState? = try commit { study throws(StorageError) in
      let history = study.history
      guard history.indices.contains(number) else { return ([], nil) }
      let state = history.state(of: number)
      if state.isFinished { return ([], state) }
      return (
        [.setTrialUserAttribute(trial: history[number].id, key: name, value: value.jsonValue)],
        state
      )
    }
    guard let state else { throw noTrial(number) }
    guard !state.isFinished else {
      throw StudyError(
        .notRunning,
        "trial \(number) of \"\(self.name)\" is \(state); its attributes can no longer be set")
    }
  }

  private func noTrial(_ number: Int) -> StudyError {
    StudyError(.notRunning, "the study \"\(name)\" has no trial \(number)")
  }

  private func operations(
    ending trial: TrialSnapshot, _ result: TrialResult
  ) -> [StorageOperation] {
    // Attributes of a finished trial cannot be set, so they come first.
    func end(
      _ state: TrialState, _ values: [Double]?, _ attributes: (key: String, value: JSONValue)...
    ) -> [StorageOperation] {
      var attributes = attributes
      let unused = trial.pendingParameters
      if !unused.isEmpty {
        attributes.append((SystemAttribute.unusedParameters, .array(unused.map { .string($0) })))
      }
      return attributes.map {
        .setTrialSystemAttribute(trial: trial.id, key: $0.key, value: $0.value)
      }
        + [.setState(trial: trial.id, state, values: values, at: .now())]
    }
    switch result {
    case .complete(let values):
      if let reason = problem(with: values) {
        return operations(ending: trial, .failed(reason: reason))
      }
      if let budget = trial.budget, !budget.isLargest, values.count == 1 {
        let report = IntermediateValue(step: budget.amount, value: values[0])
        return [.setIntermediateValue(trial: trial.id, report)]
          + end(.pruned, values, (SystemAttribute.rungValue, .float(values[0])))
      }
      return end(.complete, values)
    case .pruned:
      let last = directions.count == 1 ? trial.lastIntermediateValue?.value : nil
      return end(.pruned, last.flatMap { $0.isNaN ? nil : [$0] })
    case .failed(let reason):
      return end(.failed, nil, (SystemAttribute.failure, .string(reason)))
    }
  }

  /// Why a result is a failure; nil if it is not.
  func failureReason(of result: TrialResult) -> String? {
    switch result {
    case .complete(let values): problem(with: values)
    case .pruned: nil
    case .failed(let reason): reason
    }
  }

  private func problem(with values: [Double]) -> String? {
    if values.count != directions.count {
      return "the objective returned \(values.count) values for \(directions.count) directions"
    }
    return values.contains(where: \.isNaN) ? "the objective's value is not a number (NaN)" : nil
  }
}
