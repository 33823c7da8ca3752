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
  /// in the next run, with the same number and values. The second one kills.
  ///
  /// - Parameters:
  ///   - trials: How many finished trials the study is to hold.
  ///   - additionalTrials: How many trials this run is to finish.
  ///   - timeLimit: After what time no more trials are started.
  ///   - rule: Any other rule.
  ///   - failureLimit: After how many failures in a row the run stops with an error.
  ///   - progress: What to show on the way.
  ///   - objective: Returns the value, or the values with several directions, of a trial. It may
  ///     capture anything.
  /// - Returns: Why the run ended.
  /// - Throws: ``StudyError`` after too many failures in a row, naming the trials; ``StorageError``
  ///   when something cannot be recorded; `CancellationError` when the task is cancelled or the
  ///   objective throws it.
  /// - Precondition: `failureLimit` is positive.
  @discardableResult
  public func optimize<Value: ObjectiveValue>(
    trials: Int? = nil, additionalTrials: Int? = nil, timeLimit: Duration? = nil,
    until rule: StopRule? = nil, failureLimit: Int = 3, progress: ProgressDisplay = .none,
    _ objective: (Trial) throws -> Value
  ) throws -> StopReason {
    let options = OptimizationOptions(
      trials, additionalTrials, timeLimit, rule, failureLimit, progress)
    let run = OptimizationRun(study: self, options: options)
    return try run.interruptibly {
      while let trial = run.next() { run.end(trial, Result { try objective(trial) }) }
    }
  }

  /// Runs an objective in several threads at once, `parallelism` trials at a time, until there is enough.
  ///
  /// Works as the sequential form does. Each thread starts its next trial as soon as its last one has
  /// ended, knowing what has finished by then; so the values depend on timing, and the journal records
  /// what was known.
  ///
  /// - Throws: As the sequential form does; the other running trials are interrupted then.
  /// - Precondition: `parallelism` and `failureLimit` are positive.
  @discardableResult
  public func optimize<Value: ObjectiveValue & SendableMetatype>(
    trials: Int? = nil, additionalTrials: Int? = nil, timeLimit: Duration? = nil,
    until rule: StopRule? = nil, parallelism: Int, failureLimit: Int = 3,
    progress: ProgressDisplay = .none, _ objective: @Sendable (Trial) throws -> Value
  ) throws -> StopReason {
    precondition(parallelism >= 1, "there cannot be \(parallelism) trials at a time")
    let options = OptimizationOptions(
      trials, additionalTrials, timeLimit, rule, failureLimit, progress)
    let run = OptimizationRun(study: self, options: options)
    return try run.interruptibly {
      // Objectives may block, so each worker has a thread of its own: a serial queue's.
      withoutActuallyEscaping(objective) { objective in
        if Task.isCancelled { run.cancel() }
        let group = DispatchGroup()
        for worker in 0..<parallelism {
          DispatchQueue(label: "attune.worker.\(worker)").async(group: group) {
            while let trial = run.next() { run.end(trial, Result { try objective(trial) }) }
          }
        }
        // The threads are no part of the task that calls, so its cancellation is watched here.
        while group.wait(timeout: .now() + .milliseconds(50)) == .timedOut {
          if Task.isCancelled { run.cancel() }
        }
      }
    }
  }

  /// Runs an asynchronous objective, one trial after the other, until there is enough.
  ///
  /// Works as the synchronous form does, in the isolation of the caller.
  ///
  /// - Throws: As the synchronous form does.
  /// - Precondition: `failureLimit` is positive.
  @discardableResult
  public func optimize<Value: ObjectiveValue>(
    trials: Int? = nil, additionalTrials: Int? = nil, timeLimit: Duration? = nil,
    until rule: StopRule? = nil, failureLimit: Int = 3, progress: ProgressDisplay = .none,
    _ objective: (Trial) async throws -> Value
  ) async throws -> StopReason {
    let options = OptimizationOptions(
      trials, additionalTrials, timeLimit, rule, failureLimit, progress)
    let run = OptimizationRun(study: self, options: options)
    return try await run.interruptibly {
      while let trial = run.next() {
        do {
          run.end(trial, .success(try await objective(trial)))
        } catch {
          run.end(trial, Result<Value, any Error>.failure(error))
        }
      }
    }
  }

  /// Runs an asynchronous objective in several tasks at once, `parallelism` trials at a time, until
  /// there is enough.
  ///
  /// Works as the form with threads does; an objective that blocks is better run in that one. The objective's tasks are cancelled when the task that calls
  /// is cancelled, at the first Ctrl-C or SIGTERM, and when the run ends with an error.
  ///
  /// - Throws: As the synchronous form does.
  /// - Precondition: `parallelism` and `failureLimit` are positive.
  @discardableResult
  public func optimize<Value: ObjectiveValue & SendableMetatype>(
    trials: Int? = nil, additionalTrials: Int? = nil, timeLimit: Duration? = nil,
    until rule: StopRule? = nil, parallelism: Int, failureLimit: Int = 3,
    progress: ProgressDisplay = .none, _ objective: @Sendable (Trial) async throws -> Value
  ) async throws -> StopReason {
    precondition(parallelism >= 1, "there cannot be \(parallelism) trials at a time")
    let options = OptimizationOptions(
      trials, additionalTrials, timeLimit, rule, failureLimit, progress)
    let run = OptimizationRun(study: self, options: options)
    return try await run.interruptibly {
      await withoutActuallyEscaping(objective) { objective in
        await withTaskGroup(of: Bool.self) { group in
          group.addTask {
            await run.cancellation.wait()
            return false
          }
          for _ in 0..<parallelism {
            group.addTask {
              while let trial = run.next() {
                do {
                  run.end(trial, .success(try await objective(trial)))
                } catch {
                  run.end(trial, Result<Value, any Error>.failure(error))
                }
              }
              return true
            }
          }
          var workerCount = parallelism
          while workerCount > 0, let isWorker = await group.next() {
            if isWorker { workerCount -= 1 } else { group.cancelAll() }
          }
          group.cancelAll()
        }
      }
    }
  }
}
