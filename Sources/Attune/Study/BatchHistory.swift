/// The trials before a batch as if they had finished in the order of their numbers, so that the
/// order in which they did does not show.
///
/// The batch of a trial follows from its number alone, and so survives interruptions. From batch to
/// batch the history grows; it is replayed as a whole once in a run.
struct BatchHistory: Sendable {
  private let batchSize: Int
  private var earlier: TrialHistory

  init(batchSize: Int, directions: [Direction]) {
    self.batchSize = batchSize
    earlier = TrialHistory(directions: directions)
  }

  /// The trials before the batch of a trial.
  ///
  /// Those that somebody else works on are as if they had just begun, until the first batch after
  /// their end.
  ///
  /// - Complexity: O(*k* log *n*) for *k* trials since the batch that was asked for last; for a batch
  ///   before that one, and when somebody else has ended a trial, *k* counts from the first trial.
  mutating func trials(before number: Int, in history: TrialHistory) -> TrialHistory {
    let start = number / batchSize * batchSize
    // Within a batch all trials know the same.
    let hasNews =
      earlier.count < start
      && earlier.running.contains { history.state(of: $0.number).isFinished }
    if earlier.count > start || hasNews { earlier = TrialHistory(directions: history.directions) }
    for trial in history[earlier.count..<start] {
      earlier.append(trial.state.isFinished ? trial : trial.restarted)
    }
    return earlier
  }
}
