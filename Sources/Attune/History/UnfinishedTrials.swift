/// The trials that can still change, in the order of their numbers.
///
/// Usually they are few, and the latest ones. They are stored apart from the finished trials, so
/// that changing one does not copy the finished trials while an earlier copy of the history exists.
struct UnfinishedTrials: Sendable {
  private(set) var trials: [TrialSnapshot] = []

  /// The index of a trial; nil if it is finished.
  func index(of number: Int) -> Int? {
    guard let first = trials.first, first.number <= number else { return nil }
    let index = insertionIndex(of: number)
    return index < trials.count && trials[index].number == number ? index : nil
  }

  /// The index of the trial with an id; nil if it is finished.
  ///
  /// Ids ascend with the numbers.
  func index(ofTrial id: Int) -> Int? {
    let index = trials.partitioningIndex { $0.id >= id }
    return index < trials.count && trials[index].id == id ? index : nil
  }

  /// Adds a trial.
  mutating func insert(_ trial: TrialSnapshot) {
    trials.insert(trial, at: insertionIndex(of: trial.number))
  }

  /// Removes and returns the trial at an index.
  mutating func remove(at index: Int) -> TrialSnapshot {
    trials.remove(at: index)
  }

  /// The trial at an index.
  subscript(index: Int) -> TrialSnapshot {
    get { trials[index] }
    _modify { yield &trials[index] }
  }

  private func insertionIndex(of number: Int) -> Int {
    trials.partitioningIndex { $0.number >= number }
  }
}
