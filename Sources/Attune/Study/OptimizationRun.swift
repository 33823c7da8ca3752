import Synchronization

/// One call of `optimize`: hands out trials to its workers, one or several, and records how they end.
final class OptimizationRun: Sendable {
  private struct State {
    /// The trials under way, each with the moment at which its time is over.
    var active: [Int: Deadline?] = [:]
    var endedCount = 0
    /// The failures in a row.
    var failures: [TrialSnapshot] = []
    var batches: BatchHistory?
    /// Whether the next trial is of another batch than those under way.
    var isBatchOver = false
    /// Whether the time limit kept a trial from being started or completed.
    var hitTimeLimit = false
    var error: (any Error)?
  }

  private let study: Study
  private let options: OptimizationOptions
  private let reporter: ProgressReporter?
  private let clock = RunClock.current
  private let start: Duration
  private let deadline: Deadline?
  private let state: Mutex<State>
  private let wasSignalled = CancellationFlag()

  /// Set when the trials under way are to be interrupted.
  private let cancellation: CancellationFlag

  init(study: Study, options: OptimizationOptions) {
    self.study = study
    self.options = options
    reporter = options.progress.isShown(on: .errors) ? ProgressReporter(options.progress) : nil
    start = clock.now()
    deadline = options.timeLimit.map { [clock] in Deadline(after: $0, by: clock) }
    cancellation = CancellationFlag(deadline: deadline)
    state = Mutex(
      State(
        batches: options.batchSize.map {
          BatchHistory(batchSize: $0, directions: study.directions)
        }))
  }

  /// Runs a closure that may be ended by Ctrl-C, and says how it ended.
  func interruptibly(_ body: () throws -> Void) throws -> StopReason {
    let tokens = begin()
    return try end(
      tokens,
      Result {
        try body()
        return try conclude()
      })
  }

  /// Runs an asynchronous closure in a child task, which is cancelled when the trials under way are
  /// to be interrupted, and says how it ended.
  func interruptibly(_ body: () async -> Void) async throws -> StopReason {
    let tokens = begin()
    await withChildTask(cancelledWhen: cancellation.wait, body)
    return try end(tokens, Result { try conclude() })
  }

  /// Says that the run begins, and listens for what it has to know and show.
  private func begin() -> (signals: Int, events: Int?) {
    let token = reporter.map { reporter in
      study.listeners.add(
        StudyListeners.Listener(onEvent: { reporter.show($0, in: $1) }))
    }
    let finished = study.trials.finishedCount
    study.listeners.tell(
      .began(expectedCount: options.rule.expectedCount(finishedBefore: finished)))
    return (listenForSignals(), token)
  }

  /// Says how the run ended, and returns that or throws it.
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
    let (error, hitTimeLimit) = state.withLock { ($0.error, $0.hitTimeLimit) }
    if let error { throw error }
    study.warnOfUnusedNames()
    guard wasSignalled.isCancelled else { return hitTimeLimit ? .timeLimitReached : .ruleMet }
    study.printResumeHint()
    return .interrupted
  }

  // MARK: Workers

  /// Runs an objective on one trial after the other, until there is enough or the batch is over.
  func work<Value: ObjectiveValue>(_ objective: (Trial) throws -> Value) {
    while let trial = next() {
      end(trial, Result { try objective(trial).objectiveValues })
    }
  }

  /// Runs an asynchronous objective on one trial after the other, until there is enough or the
  /// batch is over.
  func work<Value: ObjectiveValue>(_ objective: (Trial) async throws -> Value) async {
    while let trial = next() {
      do {
        end(
          trial,
          .success(
            try await cancellingWhenOverdue(trial) {
              try await objective(trial).objectiveValues
            }))
      } catch {
        end(trial, .failure(error))
      }
    }
  }

  private func cancellingWhenOverdue(
    _ trial: Trial, _ body: () async throws -> [Double]
  ) async throws -> [Double] {
    guard let deadline = deadline(of: trial) else { return try await body() }
    return try await withChildTask(cancelledWhen: deadline.wait, body)
  }

  /// Whether the workers, all of whom have stopped, are to go on with another batch.
  func entersNextBatch() -> Bool {
    state.withLock { state in
      defer { state.isBatchOver = false }
      return state.isBatchOver
    }
  }

  // MARK: Trials

  /// The next trial; nil when there is enough, the batch is over, or the run is to end.
  private func next() -> Trial? {
    do {
      if wasSignalled.isCancelled { return nil }
      if Task.isCancelled, !isTimeOver { throw CancellationError() }
      return try state.withLock { state in
        if state.error != nil || state.isBatchOver { return nil }
        let deadline = options.trialTimeLimit.map { Deadline(after: $0, by: clock) }
        // A flag of its own only where needed: each trial asks it at every question.
        let flag =
          deadline.map { CancellationFlag(parent: cancellation, deadline: $0) } ?? cancellation
        let trial = try study.start(batching: options.batching, cancellation: flag) {
          number, history, interrupted in
          outlook(number, history, interrupted, &state)
        }
        if let trial { state.active[trial.number] = .some(deadline) }
        return trial
      }
    } catch {
      fail(error)
      return nil
    }
  }

  /// What the trial of a number is to know; nil when it is not to be started now.
  private func outlook(
    _ number: Int, _ history: TrialHistory, _ interrupted: Set<Int>, _ state: inout State
  ) -> HistoryVisibility? {
    let underWay = study.underWay(history)
    var status = StopRule.RunStatus(
      present: history, history: history, interrupted: interrupted, underWay: underWay.count,
      ofThisRun: state.active.count + state.endedCount, elapsed: clock.now() - start)
    var outlook = HistoryVisibility.current
    if let size = options.batchSize {
      state.isBatchOver = state.active.keys.contains { $0 / size != number / size }
    }
    if state.isBatchOver { return nil }
    if let earlier = state.batches?.trials(before: number, in: history) {
      // Rules judge by the earlier batches too, or which trials there are would be a matter of timing. Of
      // the batch itself they know that the trials before this one have begun, and of earlier ones that
      // somebody else ends what he has under way.
      status.history =
        number > earlier.count ? earlier.upTo(number - 1, of: history) : earlier
      status.underWay =
        (earlier.count..<number).count {
          history.state(of: $0) != .running || underWay.contains($0)
        }
        + earlier.running.count {
          history.state(of: $0.number).isFinished || underWay.contains($0.number)
        }
      outlook = .fixed(earlier)
    }
    if options.rule.isMet(by: status) { return nil }
    if isTimeOver {
      state.hitTimeLimit = true
      return nil
    }
    return outlook
  }

  private var isTimeOver: Bool { deadline?.isOver ?? false }

  /// When the time of a trial under way is over; nil when it is not limited.
  private func deadline(of trial: Trial) -> Deadline? {
    state.withLock { $0.active[trial.number] ?? nil }
  }

  /// Records how a trial ended.
  private func end(_ trial: Trial, _ outcome: Result<[Double], any Error>) {
    do {
      let result: TrialResult
      var isOverdue = false
      switch outcome {
      case .success(let values): result = .complete(values)
      case .failure(is TrialPruned): result = .pruned
      case .failure(let error as CancellationError):
        // When the run is to end as well, the trial gets another attempt.
        isOverdue =
          deadline(of: trial)?.isOver ?? false && !cancellation.isCancelled && !Task.isCancelled
        guard isOverdue, let limit = options.trialTimeLimit else {
          return try interrupt(trial, error)
        }
        result = .failed(reason: "it took longer than \(limit)")
      case .failure(let error as StorageError): throw error
      case .failure(let error): result = .failed(reason: String(describing: error))
      }
      guard let ended = try study.finish(trial, result) else { return release(trial) }
      let failures = state.withLock { state in
        state.active[trial.number] = nil
        state.endedCount += 1
        if ended.state != .failed { state.failures = [] }
        if ended.state == .failed, !isOverdue { state.failures.append(ended) }
        return state.failures
      }
      if failures.count >= options.maxConsecutiveFailures { fail(repeatedFailure(failures)) }
    } catch {
      fail(error) { state in
        study.abandon(trial)
        state.active[trial.number] = nil
      }
    }
  }

  /// Puts a trial back that was cancelled, and ends the run.
  private func interrupt(_ trial: Trial, _ error: CancellationError) throws {
    let isTimeOver = isTimeOver
    // Ctrl-C and the time limit end the run in good order; anybody else's cancellation is passed on.
    let isPassedOn = !wasSignalled.isCancelled && !isTimeOver
    // In one go: another worker would enter the trial again before it sees that the run is to end,
    // and its note of that would be lost, so that a third one could begin the next batch.
    try state.withLock { state in
      try study.interrupt(trial)
      state.active[trial.number] = nil
      if isTimeOver { state.hitTimeLimit = true }
      if isPassedOn, state.error == nil { state.error = error }
    }
    if isPassedOn { cancellation.cancel() }
  }

  /// Goes on without a trial that another worker has taken over.
  private func release(_ trial: Trial) {
    state.withLock { state in
      // Another thread may be running a later attempt by now.
      if !study.isActive(trial.number) { state.active[trial.number] = nil }
    }
    study.reportTakeover(of: trial.number)
  }

  private func repeatedFailure(_ failures: [TrialSnapshot]) -> StudyError {
    let list = failures.map { "  trial \($0.number): \($0.failureReason ?? "no reason recorded")" }
    return StudyError(
      .repeatedFailure,
      "\(failures.count) trials in a row have failed, so the study \"\(study.name)\" stopped:\n"
        + list.joined(separator: "\n")
        + "\nMend the objective and run it again, or allow more failures.")
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
