/// When a study has enough.
///
/// Rules are judged by the trials themselves, so they hold over interruptions: `.trials(100)` means
/// until the study holds a hundred finished trials, whoever ran them and when.
public struct StopRule: Sendable, Hashable {
  private indirect enum Kind: Sendable, Hashable {
    case trials(Int)
    case additionalTrials(Int)
    case time(Duration)
    case target(Double)
    case noImprovement(Int)
    case exhausted(GridSampler)
    case any([StopRule])
    case all([StopRule])
  }

  private let kind: Kind

  /// When the study holds so many finished trials, earlier runs included.
  public static func trials(_ count: Int) -> StopRule { StopRule(kind: .trials(count)) }

  /// When this run has finished so many trials.
  public static func additionalTrials(_ count: Int) -> StopRule {
    StopRule(kind: .additionalTrials(count))
  }

  /// When so much time has passed in this run; the trials under way are completed, whereas the
  /// argument `timeLimit` of `optimize` interrupts them.
  public static func time(_ limit: Duration) -> StopRule { StopRule(kind: .time(limit)) }

  /// When the best value is at least as good as this one; of no effect with several directions.
  public static func target(_ value: Double) -> StopRule { StopRule(kind: .target(value)) }

  /// When so many trials have finished since the best one did.
  public static func noImprovement(trials count: Int) -> StopRule {
    StopRule(kind: .noImprovement(count))
  }

  /// When each cell of a grid has been tried: taken by a trial that is finished or under way.
  ///
  /// A trial whose worker died is entered again first.
  /// Never, when the objective records other values than the sampler gave, as those of a parameter that
  /// can take one value only which is not the grid's. Each look takes O(*n*) time for *n* trials.
  public static func exhausted(_ grid: GridSampler) -> StopRule { StopRule(kind: .exhausted(grid)) }

  /// When one of the rules is met; never when there is none.
  public static func any(_ rules: StopRule...) -> StopRule { StopRule(kind: .any(rules)) }

  /// When all rules are met at once; never when there is none.
  public static func all(_ rules: StopRule...) -> StopRule { StopRule(kind: .all(rules)) }

  /// When one of the rules is met.
  static func any(of rules: [StopRule]) -> StopRule { StopRule(kind: .any(rules)) }

  /// What a run of a study has come to.
  struct RunStatus {
    /// The trials as they are.
    let present: TrialHistory
    /// The trials that rules are to judge by.
    var history: TrialHistory
    /// The running trials whose workers are gone, which are going to be entered again, by number.
    var interrupted: Set<Int>
    /// Trials that are under way and going to be finished.
    var underWay: Int
    /// Trials of this run that are finished or under way.
    var ofThisRun: Int
    var elapsed: Duration
  }

  /// Whether no further trial is to be started.
  func isMet(by status: RunStatus) -> Bool {
    let history = status.history
    switch kind {
    case .trials(let count): return history.finishedCount + status.underWay >= count
    case .additionalTrials(let count): return status.ofThisRun >= count
    case .time(let limit): return status.elapsed >= limit
    case .target(let target):
      guard let best = history.bestTrial?.value else { return false }
      return best == target || history.directions[0].isBetter(best, than: target)
    case .noImprovement(let count):
      return history.directions.count == 1 && history.finishedSinceBest >= count
    case .exhausted(let grid):
      // The cells follow from numbers and records, so that timing does not show even with batches.
      return grid.isExhausted(by: status.present, interrupted: status.interrupted)
    case .any(let rules): return rules.contains { $0.isMet(by: status) }
    case .all(let rules): return !rules.isEmpty && rules.allSatisfy { $0.isMet(by: status) }
    }
  }

  /// How many trials are finished when the rule is met, where the rule says so; for a forecast.
  func expectedCount(finishedBefore: Int) -> Int? {
    switch kind {
    case .trials(let count): count
    case .additionalTrials(let count): finishedBefore + count
    case .exhausted(let grid): grid.count
    case .any(let rules):
      rules.compactMap { $0.expectedCount(finishedBefore: finishedBefore) }.min()
    case .all(let rules):
      rules.compactMap { $0.expectedCount(finishedBefore: finishedBefore) }.max()
    case .time, .target, .noImprovement: nil
    }
  }
}
