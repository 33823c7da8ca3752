import Synchronization

/// One call of `optimize`: hands out trials to its workers, one or several, and records how they end.
final class OptimizationRun: Sendable {
  private struct State {
    var activeCount = 0
    var endedCount = 0
    var failures: [TrialSnapshot] = []
    var error: (any Error)?
  }

  private let study: Study
  private let rule: StopRule
  private let failureLimit: Int
  private let reporter: ProgressReporter?
  private let start = ContinuousClock.now
  private let state = Mutex(State())
  private let wasSignalled = CancellationFlag()

  /// Set when the trials under way are to be interrupted.
  let cancellation = CancellationFlag()

  init(study: Study, options: OptimizationOptions) {
    self.study = study
    rule = options.rule
    failureLimit = options.failureLimit
    reporter = options.progress.reporter(
      expectedCount: options.rule.expectedCount(finishedBefore: study.trials.finishedCount))
  }

  /// Runs a closure that may be ended by Ctrl-C, and says how it ended.
  func interruptibly(_ body: () throws -> Void) throws -> StopReason {
    let token = listen()
    defer { InterruptMonitor.shared.remove(token) }
    try body()
    return try conclude()
  }

  /// Runs an asynchronous closure that may be ended by Ctrl-C, and says how it ended.
  func interruptibly(_ body: () async throws -> Void) async throws -> StopReason {
    let token = listen()
    defer { InterruptMonitor.shared.remove(token) }
    try await body()
    return try conclude()
  }

  private func listen() -> Int {
    InterruptMonitor.shared.add { [self] in
      wasSignalled.cancel()
      cancellation.cancel()
      reporter?.say("Interrupting: running trials end at their next report. Once more to kill.")
    }
  }

  private func conclude() throws -> StopReason {
    reporter?.end()
    if let error = state.withLock({ $0.error }) { throw error }
    guard wasSignalled.isCancelled else { return .ruleMet }
    let place =
      study.replica.storage.location.map { "run the same command again; it is in \($0)" }
      ?? "it is in memory and ends with this process"
    ProgressReporter.write(
      "Interrupted with \(study.trials.finishedCount) finished trials. To resume the study "
        + "\"\(study.name)\", \(place).\n")
    return .interrupted
  }

  /// The next trial; nil when there is enough, or the run is to end.
  func next() -> Trial? {
    do {
      if cancellation.isCancelled { return nil }
      if Task.isCancelled { throw CancellationError() }
      return try state.withLock { state in
        let trial = try study.start(cancellation: cancellation) { history in
          rule.isMet(by: standing(history, state))
        }
        if trial != nil { state.activeCount += 1 }
        return trial
      }
    } catch {
      fail(error)
      return nil
    }
  }

  private func standing(_ history: TrialHistory, _ state: State) -> StopRule.Standing {
    StopRule.Standing(
      history: history, underWay: study.underWayCount(history),
      ofThisRun: state.activeCount + state.endedCount, elapsed: .now - start)
  }

  /// Records how a trial ended.
  func end(_ trial: Trial, _ outcome: Result<some ObjectiveValue, any Error>) {
    do {
      let result: TrialResult
      switch outcome {
      case .success(let value): result = .complete(value.objectiveValues)
      case .failure(is TrialPruned): result = .pruned
      case .failure(let error as CancellationError):
        try study.interrupt(trial)
        // Ctrl-C ends the run in good order; anybody else's cancellation is passed on.
        if !wasSignalled.isCancelled { fail(error) }
        state.withLock { $0.activeCount -= 1 }
        return
      case .failure(let error as StorageError): throw error
      case .failure(let error): result = .failed(reason: String(describing: error))
      }
      let ended = try study.tell(trial, result)
      let failures = state.withLock { state in
        state.activeCount -= 1
        state.endedCount += 1
        if ended.state == .failed { state.failures.append(ended) } else { state.failures = [] }
        return state.failures
      }
      reporter?.trialEnded(ended, in: study.trials)
      if failures.count >= failureLimit { fail(repeatedFailure(failures)) }
    } catch {
      study.abandon(trial)
      state.withLock { $0.activeCount -= 1 }
      fail(error)
    }
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
  private func fail(_ error: any Error) {
    state.withLock { state in
      if state.error == nil { state.error = error }
    }
    cancellation.cancel()
  }
}
