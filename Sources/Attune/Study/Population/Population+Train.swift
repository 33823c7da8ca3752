extension Population {
  /// Trains all members, one slice after the other, until each has a number of slices.
  ///
  /// The slices of earlier runs count: the same call completes an interrupted training, and does nothing if the
  /// training is complete; a larger number continues it.
  ///
  /// The closure trains one member for one slice. It gets the state that the member has, nil at its start, and
  /// leaves the new one. When a trial is resumed after an interruption, it starts again from the state before the
  /// slice. If the closure throws an error or returns NaN, the trial fails, and the member continues as a copy of
  /// another one.
  ///
  /// States are saved as JSON in files of the study, and numbers are restored exactly. Of each member the last one
  /// is kept, and that of the best trial.
  ///
  /// - Parameters:
  ///   - slices: The number of slices that each member is to have.
  ///   - timeLimit: The time after which the run ends: no more trials are started, and running ones are
  ///     interrupted.
  ///   - rule: A rule that ends the run. It is evaluated between slices.
  ///   - maxConsecutiveFailures: The number of failures in a row after which the run ends with an error.
  ///   - abortTypes: The types of errors that end the run at once.
  ///   - progress: The progress display; by default a line on a terminal.
  ///   - onTrialEnd: Called after each trial of this run that was recorded as finished. An error that it
  ///     throws ends the run.
  ///   - slice: Trains a member and returns its value, such as a validation loss. It may capture anything.
  /// - Returns: The reason for the end of the run.
  /// - Throws: ``StudyError`` after too many consecutive failures, naming the trials, and when the study has no place
  ///   for states; ``StorageError`` when something cannot be recorded, or a state cannot be read;
  ///   `CancellationError` when the task is cancelled or the closure throws it; an error of one of the
  ///   `abortTypes`; what `onTrialEnd` throws.
  /// - Precondition: `slices` is not negative; `maxConsecutiveFailures` is positive.
  @discardableResult
  public func train<State: Codable & Sendable>(
    slices: Int, timeLimit: Duration? = nil, until rule: StopRule? = nil,
    maxConsecutiveFailures: Int = 3, abortOn abortTypes: [any Error.Type] = [],
    progress: ProgressDisplay = .onTerminal,
    onTrialEnd: ((Study, TrialSnapshot) throws -> Void)? = nil,
    _ slice: (Trial, inout State?) throws -> Double
  ) throws -> StopReason {
    try train(
      options(slices: slices, timeLimit, rule, maxConsecutiveFailures, abortTypes, progress),
      try states(), onTrialEnd, slice)
  }

  /// Trains members on several threads at once.
  ///
  /// It is like the sequential form. In a synchronous population the trials are the same for any `parallelism`, to
  /// the last bit, if the closure depends only on its arguments; use a divisor of the number of members, since
  /// threads wait at the end of a slice. Several processes may train a population at once as well.
  ///
  /// - Throws: The same errors as the sequential form.
  /// - Precondition: As for the sequential form.
  @discardableResult
  public func train<State: Codable & Sendable>(
    slices: Int, timeLimit: Duration? = nil, until rule: StopRule? = nil,
    parallelism: Parallelism, maxConsecutiveFailures: Int = 3,
    abortOn abortTypes: [any Error.Type] = [], progress: ProgressDisplay = .onTerminal,
    onTrialEnd: (@Sendable (Study, TrialSnapshot) throws -> Void)? = nil,
    _ slice: @Sendable (Trial, inout State?) throws -> Double
  ) throws -> StopReason {
    try train(
      options(slices: slices, timeLimit, rule, maxConsecutiveFailures, abortTypes, progress),
      parallelism, try states(), onTrialEnd, slice)
  }

  /// The options of a run.
  func options(
    slices: Int, _ timeLimit: Duration?, _ rule: StopRule?, _ maxConsecutiveFailures: Int,
    _ abortTypes: [any Error.Type], _ progress: ProgressDisplay
  ) -> RunOptions {
    precondition(slices >= 0, "a member cannot have \(slices) slices")
    return RunOptions(
      timeLimit: timeLimit, until: rule, maxConsecutiveFailures: maxConsecutiveFailures,
      abortOn: abortTypes, progress: progress
    ).training(
      PopulationPlanner(
        sliceCount: slices, seed: study.seed, exploitation: exploitation,
        isSynchronous: isSynchronous, table: table))
  }

  /// Trains members one after the other.
  func train<State: Sendable>(
    _ options: RunOptions, _ states: PopulationStates<State>,
    _ onTrialEnd: ((Study, TrialSnapshot) throws -> Void)?,
    _ slice: (Trial, inout State?) throws -> Double
  ) throws -> StopReason {
    let run = OptimizationRun(study: study, options: options)
    return try run.interruptibly {
      repeat {
        run.work({ try self.run($0, states, slice) }, onTrialEnd)
      } while run.startsNextRound()
    }
  }

  /// Trains members on several threads.
  func train<State: Sendable>(
    _ options: RunOptions, _ parallelism: Parallelism, _ states: PopulationStates<State>,
    _ onTrialEnd: (@Sendable (Study, TrialSnapshot) throws -> Void)?,
    _ slice: @Sendable (Trial, inout State?) throws -> Double
  ) throws -> StopReason {
    try study.optimize(options, parallelism, onTrialEnd) { try self.run($0, states, slice) }
  }

  /// Trains one slice of a member: from the state of its parent to the state after the trial.
  func run<State: Sendable>(
    _ trial: Trial, _ states: PopulationStates<State>,
    _ slice: (Trial, inout State?) throws -> Double
  ) throws -> Double {
    let member = try trial.member
    let history = study.trials
    try removeStates(of: member, in: history, states)
    var state = try member.parent.flatMap { try states.load(history[$0]) }
    let value = try slice(trial, &state)
    // The state comes first: it counts once the value is recorded.
    if !value.isNaN { try states.save(state, trial) }
    return value
  }

  /// Removes the states after earlier trials of a member, except that of its last one, that of the best trial, and
  /// those from which running trials continue.
  ///
  /// - Complexity: O(*k*) for *k* slices.
  private func removeStates<State: Sendable>(
    of member: PopulationMember, in history: TrialHistory, _ states: PopulationStates<State>
  ) throws {
    // The population may be smaller than that of an earlier run.
    guard member.index < size else { return }
    var kept = Set(history.unfinishedTrials.compactMap { $0.member?.parent })
    if let best = history.bestTrial { kept.insert(best.number) }
    for result in table.state(at: history).complete(of: member.index).dropLast()
    where !kept.contains(result.trial) {
      try states.remove(history[result.trial])
    }
  }
}
