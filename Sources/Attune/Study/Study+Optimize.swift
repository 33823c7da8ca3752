import Dispatch
import Synchronization

extension Study {
  /// Runs an objective, one trial after the other, until a target or limit is reached.
  ///
  /// With `trials: 100` the run ends when the study holds a hundred finished trials, including those of
  /// earlier runs: the same call completes an interrupted study, and does nothing if the study is complete.
  /// The run ends when the first of several limits is reached; without any limit, only Ctrl-C, ``stop()`` or
  /// an error ends it.
  ///
  /// If the objective throws an error or returns NaN, the trial fails, the reason is recorded, and the run
  /// continues. ``TrialPruned`` ends a trial as pruned. The first Ctrl-C or SIGTERM prints a message and
  /// interrupts the running trial at its next suggestion, report or check, and the run returns; the next run
  /// resumes the trial with the same number and values. The second Ctrl-C kills the process.
  ///
  /// At `timeLimit` the running trial is interrupted in the same way, whereas ``StopRule/time(_:)`` lets it
  /// finish. In a trial that exceeds `trialTimeLimit`, the next suggestion, report or check throws
  /// `CancellationError`, and the trial fails; if the objective returns a value nevertheless, the trial is
  /// complete.
  ///
  /// A noisy objective can be run several times for each trial, with `repeats`. The objective takes its random
  /// numbers from ``Trial/seed``. Reports of the first repeat are recorded, and the pruner may end the trial during
  /// it. If there are none, the mean of the repeats so far is reported after each one, and the pruner may end the
  /// trial between them. A constraint has its largest value of all repeats. Each repeat starts without a
  /// checkpoint, but files and attributes remain.
  ///
  /// - Parameters:
  ///   - trials: The number of finished trials that the study is to hold.
  ///   - additionalTrials: The number of trials that this run is to finish, like Optuna's `n_trials`.
  ///   - budget: The budgets of trials, which the objective asks for with ``Trial/budget``; nil for none. The
  ///     numbers of trials are then numbers of configurations: after the last one, the best ones are still
  ///     promoted, see ``BudgetSchedule``.
  ///   - timeLimit: The time after which the run ends: no more trials are started, and running ones are
  ///     interrupted.
  ///   - rule: A rule that ends the run.
  ///   - trialTimeLimit: The maximum duration of a trial. Trials that exceed it do not count as
  ///     consecutive failures.
  ///   - maxConsecutiveFailures: The number of failures in a row after which the run ends with an error.
  ///   - repeats: The number of times that a trial runs the objective; its value is the mean. Each value is
  ///     recorded when it is known, so that an interrupted trial continues with the next repeat.
  ///   - retry: Which trials get another attempt.
  ///   - abortTypes: The types of errors that end the run at once, such as `[DatasetError.self]`. The trial
  ///     is recorded as failed, and the run throws the error.
  ///   - progress: The progress display; by default a line on a terminal.
  ///   - onTrialEnd: Called after each trial of this run that was recorded as finished. An error that it
  ///     throws ends the run.
  ///   - objective: Returns the value of a trial, or its values in a multi-objective study. It may capture
  ///     anything.
  /// - Returns: The reason for the end of the run.
  /// - Throws: ``StudyError`` after too many consecutive failures, naming the trials; ``StorageError`` when
  ///   something cannot be recorded; `CancellationError` when the task is cancelled or the objective throws
  ///   it; an error of one of the `abortTypes`; what `onTrialEnd` throws.
  /// - Precondition: `maxConsecutiveFailures` and `repeats` are positive.
  @discardableResult
  public func optimize<Value: ObjectiveValue>(
    trials: Int? = nil, additionalTrials: Int? = nil, budget: BudgetSchedule? = nil,
    timeLimit: Duration? = nil, until rule: StopRule? = nil, trialTimeLimit: Duration? = nil,
    maxConsecutiveFailures: Int = 3,
    repeats: Int = 1, retry: RetryPolicy = .never,
    abortOn abortTypes: [any Error.Type] = [], progress: ProgressDisplay = .onTerminal,
    onTrialEnd: ((Study, TrialSnapshot) throws -> Void)? = nil,
    _ objective: (Trial) throws -> Value
  ) throws -> StopReason {
    let run = OptimizationRun(
      study: self,
      options: RunOptions(
        trials: trials, additionalTrials: additionalTrials, budget: budget, timeLimit: timeLimit,
        until: rule,
        trialTimeLimit: trialTimeLimit, maxConsecutiveFailures: maxConsecutiveFailures,
        repeats: repeats, retry: retry, abortOn: abortTypes, progress: progress))
    return try run.interruptibly { run.work(objective, onTrialEnd) }
  }

  /// Runs an objective on several threads at once until a target or limit is reached.
  ///
  /// It is like the sequential form, except that each thread starts its next trial as soon as its last one
  /// has ended. A trial's values depend on the trials that have finished when it starts, and therefore on
  /// timing. The journal records the order.
  ///
  /// With a batch size *b* the values do not depend on timing: any `parallelism` gives the same trials to the
  /// last bit, and so does a run that was interrupted and resumed with the same *b*. The trials 0 to *b* − 1
  /// are a batch, the next *b* trials another one, and so on. A batch starts when the previous one has
  /// finished; samplers, pruners and stop rules see only the earlier batches, and pruners also the reports of
  /// the trial itself. Threads wait at the end of a batch, so choose a multiple of `parallelism`.
  ///
  /// This holds for objectives that depend only on their trial. Failed, pruned and enqueued trials are part
  /// of their batches; enqueue trials before the run. All trials of a batch must define a parameter in the
  /// same way, otherwise the later ones fail. Time limits, `maxConsecutiveFailures`, `abortOn`, errors of
  /// `onTrialEnd` and ``stop()`` can end a run within a batch, which the next run completes. The run does
  /// not wait for trials that are running elsewhere, such as after ``ask(detached:)`` or in another process;
  /// their results are used from the first batch after their end, which depends on timing.
  ///
  /// - Parameters:
  ///   - trials: The number of finished trials that the study is to hold.
  ///   - additionalTrials: The number of trials that this run is to finish, like Optuna's `n_trials`.
  ///   - budget: The budgets of trials, which the objective asks for with ``Trial/budget``; nil for none. The
  ///     numbers of trials are then numbers of configurations: after the last one, the best ones are still
  ///     promoted, see ``BudgetSchedule``.
  ///   - timeLimit: The time after which the run ends: no more trials are started, and running ones are
  ///     interrupted.
  ///   - rule: A rule that ends the run.
  ///   - parallelism: The number of trials that run at a time, such as `4` or `.allCores`.
  ///   - batchSize: The number of trials in a batch, which see the same earlier trials. If it is nil, a trial
  ///     sees all trials that have finished.
  ///   - trialTimeLimit: The maximum duration of a trial.
  ///   - maxConsecutiveFailures: The number of failures in a row after which the run ends with an error.
  ///   - repeats: The number of times that a trial runs the objective; its value is the mean. Each value is
  ///     recorded when it is known, so that an interrupted trial continues with the next repeat.
  ///   - retry: Which trials get another attempt.
  ///   - abortTypes: The types of errors that end the run at once.
  ///   - progress: The progress display; by default a line on a terminal.
  ///   - onTrialEnd: Called after each trial of this run, from the thread that ran it.
  ///   - objective: Returns the value of a trial, or its values in a multi-objective study.
  /// - Returns: The reason for the end of the run.
  /// - Throws: The same errors as the sequential form; the other running trials are then interrupted.
  /// - Precondition: `batchSize`, `maxConsecutiveFailures` and `repeats` are positive.
  @discardableResult
  public func optimize<Value: ObjectiveValue & SendableMetatype>(
    trials: Int? = nil, additionalTrials: Int? = nil, budget: BudgetSchedule? = nil,
    timeLimit: Duration? = nil, until rule: StopRule? = nil, parallelism: Parallelism,
    batchSize: Int? = nil,
    trialTimeLimit: Duration? = nil, maxConsecutiveFailures: Int = 3,
    repeats: Int = 1, retry: RetryPolicy = .never,
    abortOn abortTypes: [any Error.Type] = [], progress: ProgressDisplay = .onTerminal,
    onTrialEnd: (@Sendable (Study, TrialSnapshot) throws -> Void)? = nil,
    _ objective: @Sendable (Trial) throws -> Value
  ) throws -> StopReason {
    try optimize(
      RunOptions(
        trials: trials, additionalTrials: additionalTrials, budget: budget, timeLimit: timeLimit,
        until: rule,
        batchSize: batchSize, trialTimeLimit: trialTimeLimit,
        maxConsecutiveFailures: maxConsecutiveFailures, repeats: repeats, retry: retry,
        abortOn: abortTypes, progress: progress),
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
  /// It is like the synchronous form, in the isolation of the caller. The objective runs in a child task,
  /// which is cancelled when the trial is to be interrupted or exceeds its time limit.
  ///
  /// - Throws: The same errors as the synchronous form.
  /// - Precondition: `maxConsecutiveFailures` and `repeats` are positive.
  @discardableResult
  public func optimize<Value: ObjectiveValue>(
    trials: Int? = nil, additionalTrials: Int? = nil, budget: BudgetSchedule? = nil,
    timeLimit: Duration? = nil, until rule: StopRule? = nil, trialTimeLimit: Duration? = nil,
    maxConsecutiveFailures: Int = 3,
    repeats: Int = 1, retry: RetryPolicy = .never,
    abortOn abortTypes: [any Error.Type] = [], progress: ProgressDisplay = .onTerminal,
    onTrialEnd: ((Study, TrialSnapshot) async throws -> Void)? = nil,
    _ objective: (Trial) async throws -> Value
  ) async throws -> StopReason {
    let run = OptimizationRun(
      study: self,
      options: RunOptions(
        trials: trials, additionalTrials: additionalTrials, budget: budget, timeLimit: timeLimit,
        until: rule,
        trialTimeLimit: trialTimeLimit, maxConsecutiveFailures: maxConsecutiveFailures,
        repeats: repeats, retry: retry, abortOn: abortTypes, progress: progress))
    return try await run.interruptibly { await run.work(objective, onTrialEnd) }
  }

  /// Runs an asynchronous objective in several tasks at once until a target or limit is reached.
  ///
  /// It is like the form with threads, which is better for objectives that block. The tasks of all trials
  /// are cancelled when the calling task is cancelled, at the first Ctrl-C or SIGTERM, at the time limit,
  /// and when the run ends with an error. The task of a single trial is cancelled when the trial exceeds its
  /// time limit.
  ///
  /// - Throws: The same errors as the synchronous form.
  /// - Precondition: `batchSize`, `maxConsecutiveFailures` and `repeats` are positive.
  @discardableResult
  public func optimize<Value: ObjectiveValue & SendableMetatype>(
    trials: Int? = nil, additionalTrials: Int? = nil, budget: BudgetSchedule? = nil,
    timeLimit: Duration? = nil, until rule: StopRule? = nil, parallelism: Parallelism,
    batchSize: Int? = nil,
    trialTimeLimit: Duration? = nil, maxConsecutiveFailures: Int = 3,
    repeats: Int = 1, retry: RetryPolicy = .never,
    abortOn abortTypes: [any Error.Type] = [], progress: ProgressDisplay = .onTerminal,
    onTrialEnd: (@Sendable (Study, TrialSnapshot) async throws -> Void)? = nil,
    _ objective: @Sendable (Trial) async throws -> Value
  ) async throws -> StopReason {
    let run = OptimizationRun(
      study: self,
      options: RunOptions(
        trials: trials, additionalTrials: additionalTrials, budget: budget, timeLimit: timeLimit,
        until: rule,
        batchSize: batchSize, trialTimeLimit: trialTimeLimit,
        maxConsecutiveFailures: maxConsecutiveFailures, repeats: repeats, retry: retry,
        abortOn: abortTypes, progress: progress))
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
  /// Call it in an objective or in `onTrialEnd`, from any thread. Without a run it has no effect, and runs of
  /// other processes continue. The run returns ``StopReason/stopped``.
  public func stop() { stopRequests.add(1, ordering: .relaxed) }
}
