/// The history that a batch may use: the trials before it, as if they had finished in the order of
/// their numbers.
///
/// The results of a batch thus do not depend on the order in which trials finish. The batch of a
/// trial depends only on its number, so an interruption does not change it. The history grows from
/// batch to batch; it is replayed as a whole once in a run.
struct BatchHistory: Sendable {
  private let batchSize: Int
  private var earlier: TrialHistory

  init(batchSize: Int, directions: [Direction]) {
    self.batchSize = batchSize
    earlier = TrialHistory(directions: directions)
  }

  /// The trials before the batch of a trial.
  ///
  /// A trial that another worker is running appears as just started until the first batch after it
  /// has finished.
  ///
  /// - Complexity: O(*k* log *n*) for *k* trials since the batch of the previous call; for an
  ///   earlier batch, and when another worker has finished a trial, *k* counts from the first
  ///   trial.
  mutating func trials(before number: Int, in history: TrialHistory) -> TrialHistory {
    let start = number / batchSize * batchSize
    // All trials of a batch see the same history.
    let hasNewResults =
      earlier.count < start
      && earlier.running.contains { history.state(of: $0.number).isFinished }
    if earlier.count > start || hasNewResults {
      earlier = TrialHistory(directions: history.directions)
    }
    for trial in history[earlier.count..<start] {
      earlier.append(trial.state.isFinished ? trial : trial.restarted)
    }
    return earlier
  }
}
