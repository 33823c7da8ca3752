/// The race at the end of a history: trials which repeat those of its contestants.
struct RecordedRace: Sendable {
  /// The number of the first trial of the race, which all its trials record.
  let start: Int

  /// The numbers of the trials with the contestants' parameters.
  let contestants: [Int]

  /// The index of the repeat in the first round, the same for all contestants.
  let firstRepeat: Int

  /// The losses of each contestant by round, up to its last trial that has ended; NaN for a repeat without a
  /// value, and nil where it has not ended.
  private(set) var losses: [[Double?]]

  /// Whether trials of the race are running or waiting.
  private(set) var hasUnfinished = false

  /// The race that the last trial of a history belongs to, if all trials since its start do; nil otherwise.
  ///
  /// - Complexity: O(*n*) for *n* trials of the race.
  init?(lastOf history: TrialHistory) {
    guard history.directions.count == 1, let last = history.last?.replication,
      let start = last.race, history.indices.contains(start),
      let first = history[start].replication
    else { return nil }
    self.start = start
    firstRepeat = first.firstRepeat
    var contestants: [Int] = []
    losses = []
    for trial in history[start...] {
      guard let repetition = trial.replication, repetition.race == start,
        history.indices.contains(repetition.trialNumber)
      else { return nil }
      let round = repetition.firstRepeat - firstRepeat
      // Rounds follow each other; a number that another program has changed does not.
      guard 0...trial.number - start ~= round else { return nil }
      var index = contestants.firstIndex(of: repetition.trialNumber)
      if index == nil, round == 0 {
        index = contestants.count
        contestants.append(repetition.trialNumber)
        losses.append([])
      }
      guard let index else { return nil }
      guard trial.state.isFinished else {
        hasUnfinished = true
        continue
      }
      while losses[index].count <= round { losses[index].append(nil) }
      let value = trial.state == .complete && trial.values.count == 1 ? trial.values[0] : .nan
      losses[index][round] = history.directions[0].loss(value)
    }
    self.contestants = contestants
  }
}
