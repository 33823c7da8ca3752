import Dispatch
import Synchronization

extension Study {
  /// Runs an objective, one trial after the other, until a target or limit is reached.
  ///
  /// `trials: 100` means until the study holds a hundred finished trials, those of earlier runs included:
  /// run again after an interruption it completes the study, run again after that it does nothing. Of
  /// several limits the first one reached ends the run; without any, only Ctrl-C, ``stop()`` or an error
  /// does.
  ///
  /// A trial whose objective throws fails, with the error recorded, and the run continues. NaN fails the
  /// trial as well. ``TrialPruned`` ends a trial as pruned. The first Ctrl-C or SIGTERM interrupts the
  /// running trial at its next suggestion, report or check, and the run returns; the next run resumes the
  /// trial with the same number and values. A message says so at once. The second Ctrl-C kills the process.
  ///
  /// The time limit interrupts in the same way, whereas ``StopRule/time(_:)`` lets the running trial
  /// finish. A trial that exceeds `trialTimeLimit` gets `CancellationError` from its next suggestion, report
  /// or check, and is recorded as failed when it throws that; if it returns a value anyway, the value counts.
  ///
  /// - Parameters:
  ///   - trials: The number of finished trials that the study is to hold.
  ///   - additionalTrials: The number of trials that this run is to finish, as Optuna's `n_trials`.
  ///   - timeLimit: The time after which the run ends: no more trials are started, and running ones are
  ///     interrupted.
  ///   - rule: Any other rule.
  ///   - trialTimeLimit: The time that a trial may take. Trials that fail by it do not count as consecutive
  ///     failures.
  ///   - maxConsecutiveFailures: The number of failures in a row after which the run ends with an error.
  ///   - abortTypes: The types of errors that end the run at once, as `[DatasetError.self]`. The trial is
  ///     recorded as failed, and the run throws the error.
  ///   - progress: The progress display: a line on a terminal, unless it is `.none`.
  ///   - onTrialEnd: Called after each trial of this run that was recorded as finished. An error that it
  ///     throws ends the run.
  ///   - objective: Returns the value of a trial, or its values in a multi-objective study. It may capture
  ///     anything.
  /// - Returns: The reason for the end of the run.
  /// - Throws: ``StudyError`` after too many consecutive failures, naming the trials; ``StorageError`` when
  ///   something cannot be recorded; `CancellationError` when the task is cancelled or the objective throws
  ///   it; an error of one of the `abortTypes`; what `onTrialEnd` throws.
  /// - Precondition: `maxConsecutiveFailures` is positive.
  @discardableResult
  public func optimize<Value: ObjectiveValue>(
    trials: Int? = nil, additionalTrials: Int? = nil, timeLimit: Duration? = nil,
    until rule: StopRule? = nil, trialTimeLimit: Duration? = nil, maxConsecutiveFailures: Int = 3,
    abortOn abortTypes: [any Error.Type] = [], progress: ProgressDisplay = .onTerminal,
    onTrialEnd: ((Study, TrialSnapshot) throws -> Void)? = nil,
    _ objective: (Trial) throws -> Value
  ) throws -> StopReason {
    let run = OptimizationRun(
      study: self,
      options: RunOptions(
        trials: trials, additionalTrials: additionalTrials, timeLimit: timeLimit, until: rule,
        trialTimeLimit: trialTimeLimit, maxConsecutiveFailures: maxConsecutiveFailures,
        abortOn: abortTypes, progress: progress))
    return try run.interruptibly { run.work(objective, onTrialEnd) }
  }

  /// Runs an objective on several threads at once until a target or limit is reached.
  ///
  /// Works as the sequential form does. Each thread starts its next trial as soon as its last one has
  /// ended, and the trial knows what has finished by then; so the values depend on timing, and the journal
  /// records what was known.
  ///
  /// With a batch size *b* they do not: any `parallelism` gives the same trials to the last bit, and so
  /// does a run that was interrupted and resumed with the same *b*. The trials 0 to *b* − 1 are a batch, the
  /// next *b* trials another one, and so on. A batch starts when the one before has finished; samplers,
  /// pruners and stop rules see the earlier batches alone, and a pruner also the trial's own reports.
  /// Threads wait at the end of a batch, so choose a multiple of `parallelism`.
  ///
  /// This holds for objectives that depend on their trial alone. Failed, pruned and enqueued trials are part
  /// of their batches; enqueue before the run. The trials of a batch have to define their parameters alike,
  /// or the later ones fail. Time limits and `maxConsecutiveFailures` end a run at a moment, not at a
  /// trial; the next run completes the batch. Trials that run elsewhere, as after ``ask(detached:)`` or in
  /// another process, are not waited for; their results are seen from the first batch after their end, and
  /// so depend on timing.
  ///
  /// - Parameters:
  ///   - trials: The number of finished trials that the study is to hold.
  ///   - additionalTrials: The number of trials that this run is to finish, as Optuna's `n_trials`.
  ///   - timeLimit: The time after which the run ends: no more trials are started, and running ones are
  ///     interrupted.
  ///   - rule: Any other rule.
  ///   - parallelism: The number of trials that run at a time, as `4` or `.allCores`.
  ///   - batchSize: The number of trials that see the same earlier ones; nil for all that have finished.
  ///   - trialTimeLimit: The time that a trial may take.
  ///   - maxConsecutiveFailures: The number of failures in a row after which the run ends with an error.
  ///   - abortTypes: The types of errors that end the run at once.
  ///   - progress: The progress display: a line on a terminal, unless it is `.none`.
  ///   - onTrialEnd: Called after each trial of this run, from the thread that ran it.
  ///   - objective: Returns the value of a trial, or its values in a multi-objective study.
  /// - Returns: The reason for the end of the run.
  /// - Throws: As the sequential form does; the other running trials are interrupted then.
  /// - Precondition: `batchSize` and `maxConsecutiveFailures` are positive.
  @discardableResult
  public func optimize<Value: ObjectiveValue & SendableMetatype>(
    trials: Int? = nil, additionalTrials: Int? = nil, timeLimit: Duration? = nil,
    until rule: StopRule? = nil, parallelism: Parallelism, batchSize: Int? = nil,
    trialTimeLimit: Duration? = nil, maxConsecutiveFailures: Int = 3,
    abortOn abortTypes: [any Error.Type] = [], progress: ProgressDisplay = .onTerminal,
    onTrialEnd: (@Sendable (Study, TrialSnapshot) throws -> Void)? = nil,
    _ objective: @Sendable (Trial) throws -> Value
  ) throws -> StopReason {
    try optimize(
      RunOptions(
        trials: trials, additionalTrials: additionalTrials, timeLimit: timeLimit, until: rule,
        batchSize: batchSize, trialTimeLimit: trialTimeLimit,
        maxConsecutiveFailures: maxConsecutiveFailures, abortOn: abortTypes, progress: progress),
      parallelism, onTrialEnd, objective)
  }

  /// Runs an objective on several threads with the given options.
  package func optimize<Value: ObjectiveValue & SendableMetatype>(
    _ options: RunOptions, _ parallelism: Parallelism,
    _ onTrialEnd: (@Sendable (Study, TrialSnapshot) throws -> Void)?,
    _ objective: @Sendable (Trial) throws -> Value
  ) throws -> StopReason {
    let run = OptimizationRun(study: self, options: options)
    return try run.interruptibly {
      // Objectives may block, so each worker has its own thread: that of a serial queue.
      let queues = (0..<parallelism.count).map { DispatchQueue(label: "attune.worker.\($0)") }
      withoutActuallyEscaping(objective) { objective in
        if Task.isCancelled { run.cancel() }
        repeat {
          let group = DispatchGroup()
          for queue in queues { queue.async(group: group) { run.work(objective, onTrialEnd) } }
          // The threads are not part of the calling task, so its cancellation is watched here.
          while group.wait(timeout: .now() + .milliseconds(50)) == .timedOut {
            if Task.isCancelled { run.cancel() }
          }
        } while run.startsNextRound()
      }
    }
  }

  /// Runs an asynchronous objective, one trial after the other, until a target or limit is reached.
  ///
  /// Works as the synchronous form does, in the isolation of the caller. The objective runs in a child
  /// task, which is cancelled when the trial is to be interrupted or exceeds its time limit.
  ///
  /// - Throws: As the synchronous form does.
  /// - Precondition: `maxConsecutiveFailures` is positive.
  @discardableResult
  public func optimize<Value: ObjectiveValue>(
    trials: Int? = nil, additionalTrials: Int? = nil, timeLimit: Duration? = nil,
    until rule: StopRule? = nil, trialTimeLimit: Duration? = nil, maxConsecutiveFailures: Int = 3,
    abortOn abortTypes: [any Error.Type] = [], progress: ProgressDisplay = .onTerminal,
    onTrialEnd: ((Study, TrialSnapshot) async throws -> Void)? = nil,
    _ objective: (Trial) async throws -> Value
  ) async throws -> StopReason {
    let run = OptimizationRun(
      study: self,
      options: RunOptions(
        trials: trials, additionalTrials: additionalTrials, timeLimit: timeLimit, until: rule,
        trialTimeLimit: trialTimeLimit, maxConsecutiveFailures: maxConsecutiveFailures,
        abortOn: abortTypes, progress: progress))
    return try await run.interruptibly { await run.work(objective, onTrialEnd) }
  }

  /// Runs an asynchronous objective in several tasks at once until a target or limit is reached.
  ///
  /// Works as the form with threads does, which suits objectives that block better. The tasks of the
  /// objective are cancelled when the calling task is cancelled, at the first Ctrl-C or SIGTERM, at the
  /// time limit, and when the run ends with an error; a single one, when its trial exceeds its time limit.
  ///
  /// - Throws: As the synchronous form does.
  /// - Precondition: `batchSize` and `maxConsecutiveFailures` are positive.
  @discardableResult
  public func optimize<Value: ObjectiveValue & SendableMetatype>(
    trials: Int? = nil, additionalTrials: Int? = nil, timeLimit: Duration? = nil,
    until rule: StopRule? = nil, parallelism: Parallelism, batchSize: Int? = nil,
    trialTimeLimit: Duration? = nil, maxConsecutiveFailures: Int = 3,
    abortOn abortTypes: [any Error.Type] = [], progress: ProgressDisplay = .onTerminal,
    onTrialEnd: (@Sendable (Study, TrialSnapshot) async throws -> Void)? = nil,
    _ objective: @Sendable (Trial) async throws -> Value
  ) async throws -> StopReason {
    let run = OptimizationRun(
      study: self,
      options: RunOptions(
        trials: trials, additionalTrials: additionalTrials, timeLimit: timeLimit, until: rule,
        batchSize: batchSize, trialTimeLimit: trialTimeLimit,
        maxConsecutiveFailures: maxConsecutiveFailures, abortOn: abortTypes, progress: progress))
    return try await run.interruptibly {
      await withoutActuallyEscaping(objective) { objective in
        repeat {
          await withDiscardingTaskGroup { group in
            for _ in 0..<parallelism.count {
              group.addTask { await run.work(objective, onTrialEnd) }
            }
          }
        } while run.startsNextRound()
      }
    }
  }

  /// Ends the runs of this study once their running trials have finished: no more trials are started.
  ///
  /// For objectives and for `onTrialEnd`; it may be called from any thread. Without a run it has no effect,
  /// and runs of other processes continue. The run returns ``StopReason/stopped``.
  public func stop() { stopRequests.add(1, ordering: .relaxed) }
}
