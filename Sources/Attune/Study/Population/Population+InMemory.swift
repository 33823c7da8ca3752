import Synchronization

extension Population {
  /// Trains all members with states that cannot be encoded, one slice after the other.
  ///
  /// It is like the form for states that can be encoded, but the states are in memory: a training that was
  /// interrupted is continued by the same population, and not by another process.
  ///
  /// - Throws: The same errors as that form; ``StudyError`` when states of another process would be needed.
  /// - Precondition: As for that form.
  @discardableResult
  public func train<State: Sendable>(
    slices: Int, timeLimit: Duration? = nil, until rule: StopRule? = nil,
    maxConsecutiveFailures: Int = 3, abortOn abortTypes: [any Error.Type] = [],
    progress: ProgressDisplay = .onTerminal,
    onTrialEnd: ((Study, TrialSnapshot) throws -> Void)? = nil,
    _ slice: (Trial, inout State?) throws -> Double
  ) throws -> StopReason {
    try train(
      options(slices: slices, timeLimit, rule, maxConsecutiveFailures, abortTypes, progress),
      try checkedStatesInMemory(), onTrialEnd, slice)
  }

  /// Trains members with states that cannot be encoded, on several threads at once.
  ///
  /// - Throws: The same errors as the sequential form.
  /// - Precondition: As for the sequential form.
  @discardableResult
  public func train<State: Sendable>(
    slices: Int, timeLimit: Duration? = nil, until rule: StopRule? = nil,
    parallelism: Parallelism, maxConsecutiveFailures: Int = 3,
    abortOn abortTypes: [any Error.Type] = [], progress: ProgressDisplay = .onTerminal,
    onTrialEnd: (@Sendable (Study, TrialSnapshot) throws -> Void)? = nil,
    _ slice: @Sendable (Trial, inout State?) throws -> Double
  ) throws -> StopReason {
    try train(
      options(slices: slices, timeLimit, rule, maxConsecutiveFailures, abortTypes, progress),
      parallelism, try checkedStatesInMemory(), onTrialEnd, slice)
  }

  /// States in memory, if those that members continue from are there.
  private func checkedStatesInMemory<State: Sendable>() throws -> PopulationStates<State> {
    let table = table.state(at: study.trials)
    let needed = (0..<size).compactMap { table.complete(of: $0).last?.trial }
    let missing = memory.withLock { memory in needed.first { memory[$0] == nil } }
    if let missing {
      throw StudyError(
        .missing,
        "the population \"\(study.name)\" cannot continue, since the state after trial \(missing) was in "
          + "the memory of another process; make the state Codable, or train a new population")
    }
    return statesInMemory()
  }
}
