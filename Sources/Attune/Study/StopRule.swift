/// When a run of a study ends.
///
/// Rules depend on the recorded trials, so they also apply after an interruption: `.trials(100)` ends a run
/// when the study holds a hundred finished trials, including those of other runs and processes.
public struct StopRule: Sendable {
  private indirect enum Kind: Sendable {
    case trials(Int, Set<TrialState>)
    case additionalTrials(Int)
    case time(Duration)
    case target(Double)
    case noImprovement(Int)
    case exhausted(any Sampler)
    case queueIsEmpty
    case condition(@Sendable (TrialHistory) -> Bool)
    case any([StopRule])
    case all([StopRule])
  }

  private let kind: Kind

  /// When the study holds a number of finished trials, including those of earlier runs.
  ///
  /// - Parameters:
  ///   - count: The number of trials.
  ///   - states: The states in which trials count; `[.complete]` excludes pruned and failed trials, like
  ///     `states` of Optuna's `MaxTrialsCallback`.
  /// - Precondition: The states are those of finished trials.
  public static func trials(
    _ count: Int, states: Set<TrialState> = [.complete, .pruned, .failed]
  ) -> StopRule {
    precondition(
      !states.isEmpty && states.allSatisfy(\.isFinished),
      "trials are counted by states of finished ones, not by \(states)")
    return StopRule(kind: .trials(count, states))
  }

  /// When this run has finished a number of trials.
  public static func additionalTrials(_ count: Int) -> StopRule {
    StopRule(kind: .additionalTrials(count))
  }

  /// When this run has taken the given time.
  ///
  /// Running trials finish, whereas the argument `timeLimit` of `optimize` interrupts them.
  public static func time(_ limit: Duration) -> StopRule { StopRule(kind: .time(limit)) }

  /// When the best value is at least as good as this one; never in a multi-objective study.
  public static func target(_ value: Double) -> StopRule { StopRule(kind: .target(value)) }

  /// When a number of trials have finished since the best one did; never in a multi-objective study.
  public static func noImprovement(trials count: Int) -> StopRule {
    StopRule(kind: .noImprovement(count))
  }

  /// When a sampler has nothing more to try, such as a grid whose cells all have a finished or running trial.
  ///
  /// Trials of lost workers are resumed first. For a grid, the rule is never met if the objective records
  /// other values than the sampler's, such as that of a parameter whose only possible value is not on the
  /// grid.
  ///
  /// - Complexity: That of ``Sampler/isExhausted(by:interrupted:)``, each time a trial is to be started.
  public static func exhausted(_ sampler: some Sampler) -> StopRule {
    StopRule(kind: .exhausted(sampler))
  }

  /// When a condition on the trials holds, which is evaluated before each trial.
  ///
  /// ```swift
  /// .when { history in history.count(of: .failed) > 10 }
  /// ```
  ///
  /// - Parameter condition: Called with the trials that samplers may use: with a batch size, those of earlier
  ///   batches, and the earlier trials of its batch as running ones. It should depend only on them, so
  ///   that a resumed study ends at the same trial. It is called while the study is locked, so it must not
  ///   use the study: use `history.bestTrial` instead of `study.bestTrial`.
  public static func when(_ condition: @escaping @Sendable (TrialHistory) -> Bool) -> StopRule {
    StopRule(kind: .condition(condition))
  }

  /// When no trial waits in the queue, and none is to be resumed.
  static let queueIsEmpty = StopRule(kind: .queueIsEmpty)

  /// When one of the rules is met; never when there is none.
  public static func any(_ rules: StopRule...) -> StopRule { StopRule(kind: .any(rules)) }

  /// When all rules are met at once; never when there is none.
  public static func all(_ rules: StopRule...) -> StopRule { StopRule(kind: .all(rules)) }

  /// When one of the rules is met.
  static func any(of rules: [StopRule]) -> StopRule { StopRule(kind: .any(rules)) }

  /// The state of a run of a study.
  struct RunStatus {
    /// The trials as last read from the storage.
    let present: TrialHistory
    /// The trials that rules may use.
    var history: TrialHistory
    /// The numbers of the running trials of lost workers, which are going to be resumed.
    var interrupted: Set<Int>
    /// The number of trials that are running and going to be finished, or treated as such.
    var activeCount: Int
    /// The number of trials, finished or in `activeCount`, that continue a configuration and do not count.
    var promotionCount = 0
    /// The states of the trials in `activeCount` that have finished meanwhile, if all of them have.
    var endedStates: [TrialState] = []
    /// The number of trials of this run that are finished or running.
    var ofThisRun: Int
    var elapsed: Duration
  }

  /// Whether no further trial is to be started.
  func isMet(by status: RunStatus) -> Bool {
    let history = status.history
    switch kind {
    case .trials(let count, let states):
      let others = status.endedStates.count { !states.contains($0) }
      return states.reduce(status.activeCount - status.promotionCount - others) {
        $0 + history.count(of: $1)
      } >= count
    case .additionalTrials(let count): return status.ofThisRun >= count
    case .time(let limit): return status.elapsed >= limit
    case .target(let target):
      guard let best = history.bestTrial?.value else { return false }
      return best == target || history.directions[0].isBetter(best, than: target)
    case .noImprovement(let count):
      return history.directions.count == 1 && history.finishedSinceBest >= count
    case .exhausted(let sampler):
      // What was tried follows from numbers and records, so it does not depend on timing even with batches.
      return sampler.isExhausted(by: status.present, interrupted: status.interrupted)
    case .queueIsEmpty: return status.present.waiting.isEmpty && status.interrupted.isEmpty
    case .condition(let condition): return condition(history)
    case .any(let rules): return rules.contains { $0.isMet(by: status) }
    case .all(let rules): return !rules.isEmpty && rules.allSatisfy { $0.isMet(by: status) }
    }
  }

  /// The number of finished trials when the rule is met, for estimates; nil if the rule does not determine
  /// it.
  func expectedCount(finishedBefore: Int) -> Int? {
    switch kind {
    // Which trials will count is not known before they end.
    case .trials(let count, let states): states.count == 3 ? count : nil
    case .additionalTrials(let count): finishedBefore + count
    case .exhausted(let sampler): sampler.expectedTrialCount
    case .any(let rules):
      rules.compactMap { $0.expectedCount(finishedBefore: finishedBefore) }.min()
    case .all(let rules):
      rules.compactMap { $0.expectedCount(finishedBefore: finishedBefore) }.max()
    case .time, .target, .noImprovement, .queueIsEmpty, .condition: nil
    }
  }
}
