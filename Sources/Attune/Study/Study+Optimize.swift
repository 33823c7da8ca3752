import Dispatch

extension Study {
  /// Runs an objective, one trial after the other, until there is enough.
  ///
  /// `trials: 100` means until the study holds a hundred finished trials, earlier runs included: run
  /// again after an interruption it completes the study, run again after that it does nothing. Of
  /// several limits the first one reached counts; without any, only Ctrl-C ends the run.
  ///
  /// A trial whose objective throws fails alone; its error is recorded and the study goes on. NaN is
  /// a failure too. ``TrialPruned`` ends a trial as pruned. The first Ctrl-C or SIGTERM interrupts the
  /// running trial at its next suggestion, report or check, and returns; the trial is entered again
  /// in the next run, with the same number and values. A line on the standard error stream says so at
  /// once. The second one kills.
  ///
  /// The time limit interrupts in the same way, whereas ``StopRule/time(_:)`` lets the running
  /// trial be completed. A trial that exceeds its own limit gets `CancellationError` from its next
  /// suggestion, report or check, and is recorded as failed when it throws that; a value that it
  /// returns all the same counts.
  ///
  /// - Parameters:
  ///   - trials: How many finished trials the study is to hold.
  ///   - additionalTrials: How many trials this run is to finish.
  ///   - timeLimit: After what time the run ends: no more trials are started, and those under way
  ///     are interrupted.
  ///   - rule: Any other rule.
  ///   - trialTimeLimit: How long a trial may take. One that fails by it is not counted among
  ///     failures in a row.
  ///   - maxConsecutiveFailures: After how many failures in a row the run stops with an error.
  ///   - progress: What to show on the way: on a terminal a line, unless it is `.none`.
  ///   - objective: Returns the value, or the values with several directions, of a trial. It may
  ///     capture anything.
  /// - Returns: Why the run ended.
  /// - Throws: ``StudyError`` after too many failures in a row, naming the trials; ``StorageError``
  ///   when something cannot be recorded; `CancellationError` when the task is cancelled or the
  ///   objective throws it.
  /// - Precondition: `maxConsecutiveFailures` is positive.
  @discardableResult
  public func optimize<Value: ObjectiveValue>(
    trials: Int? = nil, additionalTrials: Int? = nil, timeLimit: Duration? = nil,
    until rule: StopRule? = nil, trialTimeLimit: Duration? = nil, maxConsecutiveFailures: Int = 3,
    progress: ProgressDisplay = .onTerminal, _ objective: (Trial) throws -> Value
  ) throws -> StopReason {
    let options = OptimizationOptions(
      trials, additionalTrials, timeLimit, rule, trialTimeLimit, maxConsecutiveFailures, progress)
    let run = OptimizationRun(study: self, options: options)
    return try run.interruptibly { run.work(objective) }
  }

  /// Runs an objective in several threads at once, `parallelism` trials at a time, until there is enough.
  ///
  /// Works as the sequential form does. Each thread starts its next trial as soon as its last one has
  /// ended, knowing what has finished by then; so the values depend on timing, and the journal records
  /// what was known.
  ///
  /// With a batch size *b* they do not: any `parallelism` gives the same trials to the last bit,
  /// and so does a run that was interrupted and resumed with the same *b*. The trials 0 to *b* − 1
  /// are a batch, the next *b* numbers another one, and so on. A batch starts when the one before
  /// has finished; samplers, pruners and stop rules judge by the earlier batches alone, and a
  /// pruner by what the trial itself has reported. The fewer threads wait at the end of a batch,
  /// the better: choose a multiple of `parallelism`.
  ///
  /// This holds for objectives that depend on nothing but their trial. Failed, pruned and enqueued
  /// trials are part of their batches; what is to be enqueued must be so before the run. The trials
  /// of a batch have to define their parameters alike, or those that are late fail. Time limits and
  /// `maxConsecutiveFailures` end a run at a moment, not at a trial; the next run completes the batch. A
  /// trial that somebody else works on, as after ``ask()`` or in another process, is not waited for;
  /// what it comes to is known from the first batch after its end, and so is a matter of timing.
  ///
  /// - Parameters:
  ///   - trials: How many finished trials the study is to hold.
  ///   - additionalTrials: How many trials this run is to finish.
  ///   - timeLimit: After what time the run ends: no more trials are started, and those under way
  ///     are interrupted.
  ///   - rule: Any other rule.
  ///   - parallelism: How many trials run at a time.
  ///   - batchSize: How many trials know of the same earlier ones; nil for whatever has finished.
  ///   - trialTimeLimit: How long a trial may take. One that fails by it is not counted among
  ///     failures in a row.
  ///   - maxConsecutiveFailures: After how many failures in a row the run stops with an error.
  ///   - progress: What to show on the way: on a terminal a line, unless it is `.none`.
  ///   - objective: Returns the value, or the values with several directions, of a trial.
  /// - Returns: Why the run ended.
  /// - Throws: As the sequential form does; the other running trials are interrupted then.
  /// - Precondition: `parallelism`, `batchSize` and `maxConsecutiveFailures` are positive.
  @discardableResult
  public func optimize<Value: ObjectiveValue & SendableMetatype>(
    trials: Int? = nil, additionalTrials: Int? = nil, timeLimit: Duration? = nil,
    until rule: StopRule? = nil, parallelism: Int, batchSize: Int? = nil,
    trialTimeLimit: Duration? = nil, maxConsecutiveFailures: Int = 3,
    progress: ProgressDisplay = .onTerminal,
    _ objective: @Sendable (Trial) throws -> Value
  ) throws -> StopReason {
    precondition(parallelism >= 1, "there cannot be \(parallelism) trials at a time")
    let options = OptimizationOptions(
      trials, additionalTrials, timeLimit, rule, trialTimeLimit, batchSize: batchSize,
      maxConsecutiveFailures, progress)
    let run = OptimizationRun(study: self, options: options)
    return try run.interruptibly {
      // Objectives may block, so each worker has a thread of its own: a serial queue's.
      let queues = (0..<parallelism).map { DispatchQueue(label: "attune.worker.\($0)") }
      withoutActuallyEscaping(objective) { objective in
        if Task.isCancelled { run.cancel() }
        repeat {
          let group = DispatchGroup()
          for queue in queues { queue.async(group: group) { run.work(objective) } }
          // The threads are no part of the task that calls, so its cancellation is watched here.
          while group.wait(timeout: .now() + .milliseconds(50)) == .timedOut {
            if Task.isCancelled { run.cancel() }
          }
        } while run.entersNextBatch()
      }
    }
  }

  /// Runs an asynchronous objective, one trial after the other, until there is enough.
  ///
  /// Works as the synchronous form does, in the isolation of the caller. The objective runs in a
  /// child task, which is cancelled when the trial is to be interrupted or exceeds its time limit.
  ///
  /// - Throws: As the synchronous form does.
  /// - Precondition: `maxConsecutiveFailures` is positive.
  @discardableResult
  public func optimize<Value: ObjectiveValue>(
    trials: Int? = nil, additionalTrials: Int? = nil, timeLimit: Duration? = nil,
    until rule: StopRule? = nil, trialTimeLimit: Duration? = nil, maxConsecutiveFailures: Int = 3,
    progress: ProgressDisplay = .onTerminal, _ objective: (Trial) async throws -> Value
  ) async throws -> StopReason {
    let options = OptimizationOptions(
      trials, additionalTrials, timeLimit, rule, trialTimeLimit, maxConsecutiveFailures, progress)
    let run = OptimizationRun(study: self, options: options)
    return try await run.interruptibly { await run.work(objective) }
  }

  /// Runs an asynchronous objective in several tasks at once, `parallelism` trials at a time, until
  /// there is enough.
  ///
  /// Works as the form with threads does; an objective that blocks is better run in that one. The
  /// objective's tasks are cancelled when the task that calls is cancelled, at the first Ctrl-C or
  /// SIGTERM, at the time limit, and when the run ends with an error; a single one, when its trial
  /// exceeds its own time limit.
  ///
  /// - Throws: As the synchronous form does.
  /// - Precondition: `parallelism`, `batchSize` and `maxConsecutiveFailures` are positive.
  @discardableResult
  public func optimize<Value: ObjectiveValue & SendableMetatype>(
    trials: Int? = nil, additionalTrials: Int? = nil, timeLimit: Duration? = nil,
    until rule: StopRule? = nil, parallelism: Int, batchSize: Int? = nil,
    trialTimeLimit: Duration? = nil, maxConsecutiveFailures: Int = 3,
    progress: ProgressDisplay = .onTerminal,
    _ objective: @Sendable (Trial) async throws -> Value
  ) async throws -> StopReason {
    precondition(parallelism >= 1, "there cannot be \(parallelism) trials at a time")
    let options = OptimizationOptions(
      trials, additionalTrials, timeLimit, rule, trialTimeLimit, batchSize: batchSize,
      maxConsecutiveFailures, progress)
    let run = OptimizationRun(study: self, options: options)
    return try await run.interruptibly {
      await withoutActuallyEscaping(objective) { objective in
        repeat {
          await withDiscardingTaskGroup { group in
            for _ in 0..<parallelism { group.addTask { await run.work(objective) } }
          }
        } while run.entersNextBatch()
      }
    }
  }
}
