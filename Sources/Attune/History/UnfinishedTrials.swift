/// The trials that can still change, by number.
///
/// They are few and the latest, as a rule. RunStatus apart from the finished ones they can change without
/// those being copied for whoever holds an earlier picture.
struct UnfinishedTrials: Sendable {
  private(set) var trials: [TrialSnapshot] = []

  /// Where a trial stands; nil when it is finished.
  func index(of number: Int) -> Int? {
    guard let first = trials.first, first.number <= number else { return nil }
    let index = place(of: number)
    return index < trials.count && trials[index].number == number ? index : nil
  }

  /// Adds a trial.
  mutating func insert(_ trial: TrialSnapshot) {
    trials.insert(trial, at: place(of: trial.number))
  }

  /// Takes out the trial at a place.
  mutating func remove(at index: Int) -> TrialSnapshot {
    trials.remove(at: index)
  }

  /// The trial at a place.
  subscript(index: Int) -> TrialSnapshot {
    get { trials[index] }
    _modify { yield &trials[index] }
  }

  private func place(of number: Int) -> Int {
    trials.partitioningIndex { $0.number >= number }
  }
}
