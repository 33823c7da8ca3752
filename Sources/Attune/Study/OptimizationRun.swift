import Synchronization

/// One call of `optimize`: hands out trials to its workers, one or several, and records their results.
final class OptimizationRun: Sendable {
  private struct State {
    /// The running trials, each with its attempt, its deadline, and whether it is one of the trials that
    /// `additionalTrials` counts, as those of promoted configurations are not.
    var active: [Int: (attempt: Int, deadline: Deadline?, isCounted: Bool)] = [:]
    /// The number of trials that ended, of those that `additionalTrials` counts.
    var endedCount = 0
    /// The consecutive failures.
    var failures: [TrialSnapshot] = []
    var batches: BatchHistory?
    /// Whether the next trial belongs to another batch than the running ones.
    var isBatchOver = false
    /// Whether the rule kept a trial from being started although trials of this run were running.
    ///
    /// They may end in a way that does not count for the rule.
    var isRuleOpen = false
    var isStopped = false
    /// Whether the sampler has nothing to propose, as far as known while the running trials run.
    var isExhausted = false
    /// Whether the study has a record of this run.
    var isRecorded = false
    /// Whether the run has printed that it waits for trials of other workers, if it prints that.
    var hasReportedWaiting = false
    /// Whether the time limit kept a trial from being started or completed.
    var hitTimeLimit = false
    var error: (any Error)?

    /// The number of trials of this run that `additionalTrials` counts.
    var countOfThisRun: Int { endedCount + active.values.count(where: \.isCounted) }

    /// Removes a trial, unless another thread is running a later attempt.
    mutating func remove(_ trial: Trial) {
      if active[trial.number]?.attempt == trial.attempt { active[trial.number] = nil }
    }
  }

  let study: Study
  let options: RunOptions
  private let planner: BudgetPlanner?
  private let reporter: ProgressReporter?
  private let clock = Environment.current.clock
  private let start: Duration
  private let deadline: Deadline?
  private let state: Mutex<State>
  private let wasSignalled = CancellationFlag()
  private let earlierStopRequests: Int

  /// Set when the running trials are to be interrupted.
  private let cancellation: CancellationFlag

  init(study: Study, options: RunOptions) {
    let options = options.adopting(study.sampler.budgetSchedule)
    self.study = study
    self.options = options
    planner = options.budget.map { BudgetPlanner($0, direction: study.directions[0]) }
    reporter = options.progress.isShown(on: .errors) ? ProgressReporter(options.progress) : nil
    start = clock.now()
    earlierStopRequests = study.stopRequests.load(ordering: .relaxed)
    deadline = options.timeLimit.map { [clock] in Deadline(after: $0, by: clock) }
    cancellation = CancellationFlag(deadline: deadline)
    state = Mutex(
      State(
        batches: options.batchSize.map {
          BatchHistory(batchSize: $0, directions: study.directions)
        }))
  }

  /// Runs a closure that Ctrl-C may end, and returns the reason for the end.
  func interruptibly(_ body: () throws -> Void) throws -> StopReason {
    try checkBudget()
    let tokens = begin()
    return try end(
      tokens,
      Result {
        try body()
        return try conclude()
      })
  }

  /// Runs an asynchronous closure in a child task, which is cancelled when the running trials are to be
  /// interrupted, and returns the reason for the end.
  func interruptibly(_ body: () async -> Void) async throws -> StopReason {
    try checkBudget()
    let tokens = begin()
    await withChildTask(cancelledWhen: cancellation.wait, body)
    return try end(tokens, Result { try conclude() })
  }

  /// Reports the start of the run, and listens for signals and for events to show.
  private func begin() -> (signals: Int, events: Int?) {
    let token = reporter.map { reporter in
      study.listeners.add(
        StudyListeners.Listener(onEvent: { reporter.show($0, in: $1) }))
    }
    let finished = study.trials.finishedCount
    study.listeners.tell(
      .began(
        expectedCount: options.population?.trialCount(in: study.trials)
          ?? options.rule.expectedCount(finishedBefore: finished)))
    return (listenForSignals(), token)
  }

  /// Reports the end of the run, and returns or throws its outcome.
  private func end(
    _ tokens: (signals: Int, events: Int?), _ outcome: Result<StopReason, any Error>
  ) throws -> StopReason {
    InterruptMonitor.shared.remove(tokens.signals)
    switch outcome {
    case .success(let reason): study.listeners.tell(.stopped(reason))
    case .failure(let error): study.listeners.tell(.aborted(error))
    }
    if let token = tokens.events { study.listeners.remove(token) }
    return try outcome.get()
  }

  private func listenForSignals() -> Int {
    InterruptMonitor.shared.add { [self] in
      wasSignalled.cancel()
      cancellation.cancel()
      return study.interruptionHint
    }
  }

  private func conclude() throws -> StopReason {
    reporter?.end()
    let (error, hitTimeLimit, isStopped, isExhausted) = state.withLock {
      ($0.error, $0.hitTimeLimit, $0.isStopped, $0.isExhausted)
    }
    if let error { throw error }
    study.warnOfUnusedNames()
    guard wasSignalled.isCancelled else {
      study.printRunningElsewhere()
      if hitTimeLimit { return .timeLimitReached }
      return isStopped ? .stopped : isExhausted ? .exhausted : .ruleMet
    }
    study.printResumeHint()
    return .interrupted
  }

  // MARK: Workers

  /// Runs an objective on one trial after the other, until the target is reached or the batch is over.
  func work<Value: ObjectiveValue>(
    _ objective: (Trial) throws -> Value, _ onTrialEnd: ((Study, TrialSnapshot) throws -> Void)?
  ) {
    while let turn = next() {
      guard case .trial(let trial) = turn else {
        Study.sleepUntilNextRead()
        continue
      }
      let ended = end(trial, Result { try trial.evaluate(repeats: options.repeats, objective) })
      guard let ended, let onTrialEnd else { continue }
      do { try onTrialEnd(study, ended) } catch { failCallback(error) }
    }
  }

  /// Runs an asynchronous objective on one trial after the other, until the target is reached or the
  /// batch is over.
  func work<Value: ObjectiveValue>(
    _ objective: (Trial) async throws -> Value,
    _ onTrialEnd: ((Study, TrialSnapshot) async throws -> Void)?
  ) async {
    while let turn = next() {
      guard case .trial(let trial) = turn else {
        // Cancellation ends the sleep, and the next turn throws its error.
        try? await Task.sleep(for: Study.waitingInterval)
        continue
      }
      let outcome: Result<[Double], any Error>
      do {
        outcome = .success(
          try await cancellingWhenOverdue(trial) {
            try await trial.evaluate(repeats: options.repeats, objective)
          })
      } catch {
        outcome = .failure(error)
      }
      guard let ended = end(trial, outcome), let onTrialEnd else { continue }
      do { try await onTrialEnd(study, ended) } catch { failCallback(error) }
    }
  }

  private func cancellingWhenOverdue(
    _ trial: Trial, _ body: () async throws -> [Double]
  ) async throws -> [Double] {
    guard let deadline = deadline(of: trial) else { return try await body() }
    return try await withChildTask(cancelledWhen: deadline.wait, body)
  }

  /// Whether the workers, all of which have stopped, are to continue: with another batch, or since the
  /// trials that were running did not end as the rule counts them.
  func startsNextRound() -> Bool {
    state.withLock { state in
      guard state.isBatchOver || state.isRuleOpen else { return false }
      (state.isBatchOver, state.isRuleOpen, state.isExhausted) = (false, false, false)
      return true
    }
  }

  // MARK: Trials

  /// What a worker does next.
  private enum Turn {
    case trial(Trial)
    /// Asks again a little later, since trials of other workers may show what is to be tried.
    case wait
  }

  /// The next trial; nil when the target is reached, the batch is over, or the run is to end.
  private func next() -> Turn? {
    do {
      if wasSignalled.isCancelled { return nil }
      if Task.isCancelled, !isTimeOver { throw CancellationError() }
      return try state.withLock { state in
        // A worker that continued alone would do so to the end, since the others have left.
        if state.error != nil || state.isBatchOver || state.isRuleOpen { return nil }
        if study.stopRequests.load(ordering: .relaxed) != earlierStopRequests {
          state.isStopped = true
          return nil
        }
        let deadline = options.trialTimeLimit.map { Deadline(after: $0, by: clock) }
        // A separate flag only where needed: each trial reads it at every suggestion.
        let flag =
          deadline.map { CancellationFlag(parent: cancellation, deadline: $0) } ?? cancellation
        // Taken out of the state, which the decision only reads.
        var batches = state.batches.take()
        defer { state.batches = batches }
        // A study in memory ends with the program that its record would name.
        let record =
          study.isShared && !state.isRecorded ? RunRecord.starting(in: study.environment) : nil
        var waitsForOthers = false
        let trial = try study.start(
          settings: options.recordedSettings, recording: record, cancellation: flag
        ) { number, history, interrupted in
          mayStart(number, history, interrupted, state, &batches)
        } pause: { reason in
          switch reason {
          case .batchIsOver: state.isBatchOver = true
          case .ruleIsMet: state.isRuleOpen = !state.active.isEmpty
          case .samplerIsExhausted:
            (state.isExhausted, state.isRuleOpen) = (true, !state.active.isEmpty)
          case .othersAreRunning:
            waitsForOthers = true
            if !state.hasReportedWaiting, options.progress.isShown(on: .errors) {
              study.reportWaiting(for: study.activeTrials(study.trials).count)
            }
            state.hasReportedWaiting = true
          case .timeIsOver: state.hitTimeLimit = true
          }
        }
        guard let trial else { return waitsForOthers ? .wait : nil }
        state.isRecorded = true
        state.active[trial.number] = (
          trial.attempt, deadline, planner == nil || trial.backend.budget?.promotedFrom == nil
        )
        return .trial(trial)
      }
    } catch {
      fail(error)
      return nil
    }
  }

  /// Why no trial is started now.
  enum PauseReason: Sendable {
    /// The next trial belongs to another batch than the running ones.
    case batchIsOver
    case ruleIsMet
    /// The sampler has nothing to propose, unless a running trial ends otherwise than it counts on.
    case samplerIsExhausted
    /// The same while trials run in other processes or runs, and none in this run.
    case othersAreRunning
    case timeIsOver
  }

  /// Whether the trial of a number is started now, and the history that it may use.
  ///
  /// - Parameter batches: The earlier batches, brought up to date.
  private func mayStart(
    _ number: Int, _ history: TrialHistory, _ interrupted: Set<Int>, _ state: borrowing State,
    _ batches: inout BatchHistory?
  ) -> Study.StartDecision {
    let active = study.activeTrials(history)
    var status = StopRule.RunStatus(
      present: history, history: history, interrupted: interrupted, activeCount: active.count,
      ofThisRun: state.countOfThisRun, elapsed: clock.now() - start)
    if let population = options.population {
      return mayStart(
        population, history, status, active: active, isAlone: state.active.isEmpty)
    }
    var visibility = HistoryVisibility.current
    var activeNumbers = Array(active)
    if let size = options.batchSize,
      state.active.keys.contains(where: { $0 / size != number / size })
    {
      return .wait(.batchIsOver)
    }
    if let earlier = batches?.trials(before: number, in: history) {
      // Rules also see only the earlier batches, or the number of trials would depend on timing. Of the
      // batch itself they see that the trials before this one have started, and of earlier batches that
      // trials which run elsewhere will end.
      status.history =
        number > earlier.count ? earlier.upTo(number - 1, of: history) : earlier
      activeNumbers =
        (earlier.count..<number).filter {
          history.state(of: $0) != .running || active.contains($0)
        }
        + earlier.running.map(\.number).filter {
          history.state(of: $0).isFinished || active.contains($0)
        }
      status.activeCount = activeNumbers.count
      // While nothing runs here, the states of the batch's trials do not depend on timing, and those that
      // a rule does not count are to be replaced.
      if state.active.isEmpty {
        status.endedStates = (earlier.count..<number).map { history.state(of: $0) }
          .filter(\.isFinished)
      }
      visibility = .fixed(earlier)
    }
    let sampler = study.sampler
    let isExhausted =
      options.endsWithSampler && sampler.endsWhenExhausted
      && sampler.isExhausted(by: history, interrupted: interrupted)
    if let planner {
      return mayStart(
        number, history, status, visibility, planner, isExhausted: isExhausted,
        promotionCount: planner.promotionCount(in: status.history, with: activeNumbers),
        isAlone: state.active.isEmpty, hasOthers: !active.isEmpty
      ) { mayStart(history.count, history, interrupted, state, &batches) }
    }
    if isExhausted, state.active.isEmpty, !active.isEmpty {
      // A rule about the sampler would be met only until these trials show more of the space.
      var later = status
      later.interrupted.formUnion(active)
      if !options.rule.isMet(by: later) {
        return .wait(isTimeOver ? .timeIsOver : .othersAreRunning)
      }
    }
    if options.rule.isMet(by: status) { return .wait(.ruleIsMet) }
    if isExhausted { return .wait(.samplerIsExhausted) }
    return isTimeOver ? .wait(.timeIsOver) : .start(visibility, .next())
  }

  var isTimeOver: Bool { deadline?.isOver ?? false }

  /// The deadline of a running trial; nil when its time is not limited.
  private func deadline(of trial: Trial) -> Deadline? {
    state.withLock { $0.active[trial.number]?.deadline }
  }

  /// Records the result of a trial.
  ///
  /// - Returns: The finished trial; nil when it was interrupted, taken over, or could not be recorded.
  private func end(_ trial: Trial, _ outcome: Result<[Double], any Error>) -> TrialSnapshot? {
    do {
      let result: TrialResult
      var isOverdue = false
      switch outcome {
      case .success(let values): result = .complete(values)
      case .failure(is TrialPruned): result = .pruned
      case .failure(let error as TrialRepeated): result = .complete(error.values)
      case .failure(let error as CancellationError):
        // When the run is to end as well, the trial gets another attempt.
        isOverdue =
          deadline(of: trial)?.isOver ?? false && !cancellation.isCancelled && !Task.isCancelled
        guard isOverdue, let limit = options.trialTimeLimit else {
          try interrupt(trial, error)
          return nil
        }
        result = .failed(reason: "it took longer than \(limit)")
      case .failure(let error as StorageError): throw error
      case .failure(let error): result = .failed(reason: String(describing: error))
      }
      let thrown: (any Error)? = if case .failure(let error) = outcome { error } else { nil }
      if !isOverdue, !(thrown.map(options.aborts) ?? false), try retry(trial, result) { return nil }
      guard let ended = try study.finish(trial, result) else {
        release(trial)
        return nil
      }
      let failures = state.withLock { state in
        if state.active[trial.number]?.isCounted == true { state.endedCount += 1 }
        state.remove(trial)
        if ended.state != .failed { state.failures = [] }
        if ended.state == .failed, !isOverdue { state.failures.append(ended) }
        return state.failures
      }
      if let thrown, ended.state == .failed, options.aborts(on: thrown) {
        fail(thrown)
      } else if failures.count >= options.maxConsecutiveFailures {
        fail(repeatedFailure(failures, thrown))
      }
      return ended
    } catch {
      fail(error) { state in
        study.abandon(trial)
        state.remove(trial)
      }
      return nil
    }
  }

  /// Puts a trial that fails back into the queue if it gets another attempt.
  ///
  /// - Returns: Whether it does.
  private func retry(_ trial: Trial, _ result: TrialResult) throws -> Bool {
    guard options.retry.maxRetries > 0, let reason = study.failureReason(of: result) else {
      return false
    }
    // As one step, for the reason given below.
    return try state.withLock { state in
      guard try study.retry(trial, reason, maxRetries: options.retry.maxRetries) else {
        return false
      }
      state.remove(trial)
      return true
    }
  }

  /// Puts a cancelled trial back into the queue, and ends the run.
  private func interrupt(_ trial: Trial, _ error: CancellationError) throws {
    let isTimeOver = isTimeOver
    // Ctrl-C and the time limit end the run without an error; any other cancellation is passed on.
    let isPassedOn = !wasSignalled.isCancelled && !isTimeOver
    // As one step: otherwise another worker could resume the trial before it sees that the run is to
    // end, and its record of that would be lost, so that a third one could start the next batch.
    try state.withLock { state in
      try study.interrupt(trial)
      state.remove(trial)
      if isTimeOver { state.hitTimeLimit = true }
      if isPassedOn, state.error == nil { state.error = error }
    }
    if isPassedOn { cancellation.cancel() }
  }

  /// Continues without a trial that another worker has taken over.
  private func release(_ trial: Trial) {
    // Another thread, or another run, may be running a later attempt by now.
    state.withLock { $0.remove(trial) }
    study.reportTakeover(of: trial.number)
  }

  /// Returns the error for too many consecutive failures.
  ///
  /// - Parameter error: The error that the objective threw in the last of them; nil if it returned an
  ///   invalid value.
  private func repeatedFailure(
    _ failures: [TrialSnapshot], _ error: (any Error)?
  ) -> StudyError {
    let list = failures.map { "  trial \($0.number): \($0.failureReason ?? "no reason recorded")" }
    return StudyError(
      .repeatedFailure,
      "\(failures.count) trials in a row have failed, so the study \"\(study.name)\" stopped:\n"
        + list.joined(separator: "\n")
        + "\nFix the objective and run it again, or allow more failures.",
      underlyingError: error)
  }

  /// Ends the run because `onTrialEnd` threw an error.
  private func failCallback(_ error: any Error) {
    // Ctrl-C and the time limit end the run without an error, although they cancel the callback.
    if error is CancellationError, wasSignalled.isCancelled || isTimeOver { return }
    fail(error)
  }

  /// Ends the run because the task that called it is cancelled.
  func cancel() { fail(CancellationError()) }

  /// Ends the run with an error, the first one if there are several.
  ///
  /// - Parameter change: What else changes, with nothing of other workers coming in between.
  private func fail(_ error: any Error, _ change: (inout State) -> Void = { _ in }) {
    state.withLock { state in
      change(&state)
      if state.error == nil { state.error = error }
    }
    cancellation.cancel()
  }
}
