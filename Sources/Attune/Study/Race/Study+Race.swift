extension Study {
  /// Races the configurations with the best estimates: repeats them with new seeds until one is better than all
  /// others at a confidence, or a rule is met.
  ///
  /// ```swift
  /// try study.optimize(trials: 100, objective)
  /// let result = try study.race(top: 5, until: .trials(200), objective)
  /// print(result.winner ?? result.contestants[0].trial)
  /// ```
  ///
  /// A race has rounds. In each round every configuration that is still in the race gets a further repeat, a trial
  /// with its parameters, and all of them have the same seed, see ``Trial/seed``. A configuration leaves when
  /// another one is better by a paired sequential t-test of their repeats in the race, so that further repeats go
  /// to those between which is undecided. The values from which the configurations were chosen are not used: they
  /// are too good.
  ///
  /// With a confidence of 0.95, the truly best configuration leaves a race in at most one of twenty, however long
  /// the race is, if the differences of two configurations are about normal and independent between rounds. A
  /// repeat that fails has no value; a configuration leaves after its third failure, and with an infinite loss.
  ///
  /// The same call continues an interrupted race, and does nothing if it is decided. When the rule ends a race, the
  /// repeats of its next round wait in the queue, and the next run takes them up. Another race starts if trials
  /// have been added since. Trials of a race are not pruned. One process runs a race.
  ///
  /// - Parameters:
  ///   - count: The number of configurations, at least 2; fewer take part if there are fewer.
  ///   - rule: The rule that ends the race in any case, such as `.trials(200)`. Configurations that are equally
  ///     good are raced until then.
  ///   - confidence: The probability with which the best configuration does not leave, between 0.5 and 1.
  ///   - timeLimit: The time after which the running trial is interrupted and the race ends.
  ///   - maxConsecutiveFailures: The number of failures in a row after which the race ends with an error.
  ///   - retry: Which trials get another attempt.
  ///   - progress: The progress display; by default a line on a terminal.
  ///   - objective: The objective of the study. It should take its random numbers from ``Trial/seed``.
  /// - Returns: The means of the configurations, and the winner if there is one.
  /// - Throws: ``StudyError`` for a multi-objective study, and for fewer than two complete, feasible
  ///   configurations; otherwise the same errors as `optimize`.
  /// - Precondition: `count` is at least 2, `confidence` is between 0.5 and 1, and `maxConsecutiveFailures` is
  ///   positive.
  @discardableResult
  public func race<Value: ObjectiveValue>(
    top count: Int = 5, until rule: StopRule, confidence: Double = 0.95,
    timeLimit: Duration? = nil, maxConsecutiveFailures: Int = 3, retry: RetryPolicy = .never,
    progress: ProgressDisplay = .onTerminal, _ objective: (Trial) throws -> Value
  ) throws -> RaceResult {
    let advance = try start(raceOf: count, confidence: confidence)
    let run = OptimizationRun(
      study: self,
      options: .race(
        timeLimit: timeLimit, until: rule, maxConsecutiveFailures: maxConsecutiveFailures,
        retry: retry, progress: progress))
    return try result(
      confidence, try run.interruptibly { run.work(objective) { _, _ in try advance() } })
  }

  /// Races the configurations with the best estimates on several threads at once.
  ///
  /// It is like the sequential form. The repeats of a round run at the same time, so any parallelism gives the
  /// same race.
  ///
  /// - Throws: The same errors as the sequential form.
  /// - Precondition: As the sequential form.
  @discardableResult
  public func race<Value: ObjectiveValue & SendableMetatype>(
    top count: Int = 5, until rule: StopRule, confidence: Double = 0.95,
    timeLimit: Duration? = nil, parallelism: Parallelism, maxConsecutiveFailures: Int = 3,
    retry: RetryPolicy = .never, progress: ProgressDisplay = .onTerminal,
    _ objective: @Sendable (Trial) throws -> Value
  ) throws -> RaceResult {
    let advance = try start(raceOf: count, confidence: confidence)
    let reason = try optimize(
      .race(
        timeLimit: timeLimit, until: rule, maxConsecutiveFailures: maxConsecutiveFailures,
        retry: retry, progress: progress),
      parallelism, { _, _ in try advance() }, objective)
    return try result(confidence, reason)
  }

  /// Races the configurations with the best estimates, with an asynchronous objective.
  ///
  /// It is like the synchronous form, in the isolation of the caller.
  ///
  /// - Throws: The same errors as the synchronous form.
  /// - Precondition: As the synchronous form.
  @discardableResult
  public func race<Value: ObjectiveValue>(
    top count: Int = 5, until rule: StopRule, confidence: Double = 0.95,
    timeLimit: Duration? = nil, maxConsecutiveFailures: Int = 3, retry: RetryPolicy = .never,
    progress: ProgressDisplay = .onTerminal, _ objective: (Trial) async throws -> Value
  ) async throws -> RaceResult {
    let advance = try start(raceOf: count, confidence: confidence)
    let run = OptimizationRun(
      study: self,
      options: .race(
        timeLimit: timeLimit, until: rule, maxConsecutiveFailures: maxConsecutiveFailures,
        retry: retry, progress: progress))
    let reason = try await run.interruptibly {
      await run.work(objective) { _, _ in try advance() }
    }
    return try result(confidence, reason)
  }
}
