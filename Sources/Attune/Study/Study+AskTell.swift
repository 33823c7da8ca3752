import Synchronization

extension Study {
  /// Starts the next trial: an interrupted one, else the first in the queue, else a new one.
  ///
  /// Whoever asks runs the objective and tells the result with ``tell(_:_:)-(Trial,TrialResult)``.
  ///
  /// - Throws: ``StudyError`` when the study was deleted; ``StorageError``.
  ///
  /// - Parameter detached: Whether the trial belongs to no process. The end of the process that asked does
  ///   not interrupt a detached trial: as a trial of Python Optuna it stays running until
  ///   ``tell(_:_:)-(Int,TrialResult)`` ends it, in this process or another one.
  public func ask(detached: Bool = false) throws -> Trial {
    // Nothing limits it, so there is a trial.
    guard
      let trial = try start(
        isOwned: !detached, cancellation: Self.neverCancelled, { _, _, _ in .current })
    else {
      throw StudyError(.deleted, "the study \"\(name)\" gives no trial")
    }
    return trial
  }

  /// Starts the next trial unless there are enough; nil then.
  ///
  /// - Parameter isOwned: Whether the trial is interrupted by the end of this process.
  /// - Parameter batching: What the batch size of the run is recorded as; nil for a trial by hand.
  /// - Parameter outlook: What the trial of a number is to know of all trials, with nothing of
  ///   other workers coming in between; nil when it is not to be started. It also gets the numbers
  ///   of the trials whose workers are gone, which are going to be entered again.
  func start(
    isOwned: Bool = true, batching: String? = nil, cancellation: CancellationFlag,
    _ outlook: (Int, TrialHistory, _ interrupted: Set<Int>) -> HistoryVisibility?
  ) throws -> Trial? {
    var started: (number: Int, attempt: Int, outlook: HistoryVisibility)?
    var hasLost = false
    var changes: [StrategyChange] = []
    do {
      repeat {
        try commit { state throws(StorageError) in
          // What was decided before counts for nothing when others came first.
          if let number = started?.number { deactivate(number) }
          started = nil
          let history = state.studies[id].history
          let (interrupted, lost) = interruptedTrials(history)
          // They are finished with this, so what is enough is judged anew.
          hasLost = !lost.isEmpty
          if hasLost {
            return lost.flatMap { operations(ending: $0.trial, .failed(reason: $0.failureReason)) }
          }
          let first = (history.waiting + interrupted.map(\.trial)).min { $0.number < $1.number }
          let number = first?.number ?? history.count
          let numbers = Set(interrupted.map(\.trial.number))
          guard let outlook = outlook(number, history, numbers) else { return [] }
          let attempt =
            SystemAttribute.attempt(
              after: first.flatMap { SystemAttribute.attempt(in: $0.systemAttributes) })
          started = (number, attempt, outlook)
          // Here, where nobody else decides, or another thread would find the trial without a worker.
          if isOwned { activate(number, cancellation) }
          let start = operations(starting: first, attempt: attempt, isOwned: isOwned)
          changes = strategyChanges(state.studies[id], batching: batching)
          guard !interrupted.isEmpty || !changes.isEmpty else { return start }
          return operations(recording: changes) + interrupted.flatMap(\.returning) + start
        }
      } while hasLost
    } catch {
      if let started { deactivate(started.number) }
      throw error
    }
    guard let started else { return nil }
    announce(changes)
    listeners.notice()
    let history = trials
    return Trial(
      RecordedTrial(
        history[started.number], attempt: started.attempt, history: history,
        outlook: started.outlook, environment: environment, cancellation: cancellation))
  }

  /// What starts the first trial of the queue, or a new one when the queue is empty.
  private func operations(
    starting first: TrialSnapshot?, attempt: Int, isOwned: Bool
  ) -> [StorageOperation] {
    guard let first else {
      var template = isOwned ? newTrial : TrialTemplate()
      template.startTime = .now()
      return [.createTrial(study: id, template)]
    }
    // The owner comes first: a running trial without one could never be told to be interrupted.
    return [
      .setTrialSystemAttribute(
        trial: first.id, key: SystemAttribute.owner,
        value: isOwned ? owner(attempt: attempt) : Self.noOwner(attempt: attempt)),
      .setState(trial: first.id, .running, values: nil, at: .now()),
    ]
  }

  /// The record of who works on a trial.
  private func owner(attempt: Int) -> JSONValue {
    TrialOwner(
      worker: replica.worker, process: host.process, attempt: attempt,
      lease: isShared ? lease : nil
    ).json
  }

  /// The record that nobody in particular works on a trial; an earlier attempt must not go on with it.
  private static func noOwner(attempt: Int) -> JSONValue { ["attempt": .int(attempt)] }

  /// Records how a trial ended.
  ///
  /// - Returns: The finished trial. Values that are NaN or not as many as there are directions make it
  ///   a failed one.
  /// - Throws: ``StudyError`` when the trial is not running, or another worker has entered it again;
  ///   ``StorageError``.
  @discardableResult
  public func tell(_ trial: Trial, _ result: TrialResult) throws -> TrialSnapshot {
    defer { warnOfUnusedNames() }
    guard let ended = try finish(trial, result) else {
      throw StudyError(
        .notRunning,
        "trial \(trial.number) of \"\(name)\" was taken over by another worker, since this one gave "
          + "no heartbeat; its result is not recorded, allow for a longer lease")
    }
    return ended
  }

  /// Records how a trial ended; enqueued values that it did not ask for may yet be asked for by others.
  ///
  /// - Returns: The finished trial; nil when another worker has taken it over.
  func finish(_ trial: Trial, _ result: TrialResult) throws -> TrialSnapshot? {
    trial.end()
    return try finish(trial.number, attempt: trial.attempt, result)
  }

  /// Records the value that a trial ended with.
  ///
  /// - Returns: The finished trial, a failed one when the value is NaN.
  /// - Throws: As the method for any result does.
  @discardableResult
  public func tell(_ trial: Trial, _ value: some ObjectiveValue) throws -> TrialSnapshot {
    try tell(trial, .complete(value.objectiveValues))
  }

  /// Records how the trial of a number ended.
  ///
  /// - Returns: The finished trial. Values that are NaN or not as many as there are directions make it
  ///   a failed one.
  /// - Throws: ``StudyError`` when the trial is not running; ``StorageError``.
  @discardableResult
  public func tell(_ number: Int, _ result: TrialResult) throws -> TrialSnapshot {
    defer { warnOfUnusedNames() }
    guard let ended = try finish(number, attempt: nil, result) else { throw noTrial(number) }
    return ended
  }

  /// Records how the trial of a number ended.
  ///
  /// - Parameter attempt: The one whose result it is; nil for whichever is running.
  /// - Returns: The finished trial; nil when another attempt has taken its place.
  private func finish(
    _ number: Int, attempt: Int?, _ result: TrialResult
  ) throws -> TrialSnapshot? {
    var state: TrialState?
    var isElsewhere = false
    try replica.commit { storage throws(StorageError) in
      let history = storage.studies[id].history
      guard history.indices.contains(number) else { return [] }
      state = history.state(of: number)
      isElsewhere = attempt.map { isTakenOver(number, from: $0, in: history) } ?? false
      guard !isElsewhere, state == .running else { return [] }
      deactivate(number)
      return operations(ending: history[number], result)
    }
    guard let state else { throw noTrial(number) }
    if isElsewhere { return nil }
    guard state == .running else {
      throw StudyError(
        .notRunning, "trial \(number) of \"\(name)\" is \(state); only a running trial can be told")
    }
    listeners.notice()
    let ended = trials[number]
    noteUnusedNames(of: ended)
    return ended
  }

  /// Notes something about the unfinished trial of a number, in place of an earlier note of that name.
  ///
  /// - Throws: ``StudyError`` when there is no such trial, or it is finished; ``StorageError``.
  public func setUserAttribute(
    _ name: String, to value: some JSONConvertible, ofTrial number: Int
  ) throws {
    var state: TrialState?
    try commit { storage throws(StorageError) in
      let history = storage.studies[id].history
      guard history.indices.contains(number) else { return [] }
      state = history.state(of: number)
      guard state?.isFinished == false else { return [] }
      return [
        .setTrialUserAttribute(trial: history[number].id, key: name, value: value.jsonValue)
      ]
    }
    guard let state else { throw noTrial(number) }
    guard !state.isFinished else {
      throw StudyError(
        .notRunning,
        "trial \(number) of \"\(self.name)\" is \(state); nothing can be noted about it any more")
    }
  }

  private func noTrial(_ number: Int) -> StudyError {
    StudyError(.notRunning, "the study \"\(name)\" has no trial \(number)")
  }

  private func operations(
    ending trial: TrialSnapshot, _ result: TrialResult
  ) -> [StorageOperation] {
    // What is finished cannot be noted upon, so the notes come first.
    func end(
      _ state: TrialState, _ values: [Double]?, _ notes: (key: String, value: JSONValue)...
    ) -> [StorageOperation] {
      var notes = notes
      let unused = trial.pendingParameters
      if !unused.isEmpty {
        notes.append((SystemAttribute.unusedParameters, .array(unused.map { .string($0) })))
      }
      return notes.map { .setTrialSystemAttribute(trial: trial.id, key: $0.key, value: $0.value) }
        + [.setState(trial: trial.id, state, values: values, at: .now())]
    }
    switch result {
    case .complete(let values):
      if let reason = objection(to: values) {
        return operations(ending: trial, .failed(reason: reason))
      }
      return end(.complete, values)
    case .pruned:
      let last = directions.count == 1 ? trial.lastIntermediateValue?.value : nil
      return end(.pruned, last.flatMap { $0.isNaN ? nil : [$0] })
    case .failed(let reason):
      return end(.failed, nil, (SystemAttribute.failure, .string(reason)))
    }
  }

  private func objection(to values: [Double]) -> String? {
    if values.count != directions.count {
      return "the objective gave \(values.count) values for \(directions.count) directions"
    }
    return values.contains(where: \.isNaN) ? "the objective's value is not a number (NaN)" : nil
  }
}
