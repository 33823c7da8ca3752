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
  /// Those that somebody else works on stay as if they had just begun.
  ///
  /// - Complexity: O(*k* log *n*) for *k* trials since the batch that was asked for last; for a batch
  ///   before that one, *k* counts from the first trial.
  mutating func trials(before number: Int, in history: TrialHistory) -> TrialHistory {
    let start = number / batchSize * batchSize
    if earlier.count > start { earlier = TrialHistory(directions: history.directions) }
    for trial in history[earlier.count..<start] {
      earlier.append(trial.state.isFinished ? trial : trial.asBegun)
    }
    return earlier
  }
}
