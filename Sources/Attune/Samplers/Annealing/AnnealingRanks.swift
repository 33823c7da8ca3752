/// The complete and pruned trials from best to worst, and the number of trials with each parameter.
struct AnnealingRanks: Sendable {
  private struct Entry: Sendable {
    let number: Int
    let violation: Double
    let loss: Double

    /// Whether the trial precedes another one: feasible trials first, then low losses, then low numbers.
    func precedes(_ other: Entry) -> Bool {
      (violation, loss, number) < (other.violation, other.loss, other.number)
    }
  }

  private var entries: [Entry] = []
  private var counts: [Name: Int] = [:]

  /// Adds a trial; one without a value, or a pruned one, has an infinite loss.
  ///
  /// - Complexity: O(*n*) to make room among *n* trials.
  mutating func insert(_ trial: TrialSnapshot, _ direction: Direction) {
    let parameters = trial.parameters.filter { !$0.distribution.isConstant }
    guard !parameters.isEmpty else { return }
    for parameter in parameters { counts[parameter.key, default: 0] += 1 }
    let value = trial.state == .complete ? trial.value : nil
    let loss = value.map(direction.loss) ?? .infinity
    let violation = trial.violation
    let entry = Entry(
      number: trial.number, violation: violation.isNaN ? .infinity : violation,
      loss: loss.isNaN ? .infinity : loss)
    entries.insert(entry, at: entries.partitioningIndex { entry.precedes($0) })
  }

  /// The number of trials with a parameter.
  func count(of name: Name) -> Int { counts[name] ?? 0 }

  /// The trial at a rank, from 0 for the best; the worst one if there are fewer.
  ///
  /// - Returns: Nil if there is none.
  func trial(atRank rank: Int) -> Int? {
    entries.isEmpty ? nil : entries[min(rank, entries.count - 1)].number
  }

  /// The trial at a rank among those with a parameter; the worst one if there are fewer.
  func trial(atRank rank: Int, having name: Name, in history: TrialHistory) -> Int? {
    let count = count(of: name)
    guard count > 0 else { return nil }
    var rest = min(rank, count - 1)
    return entries.first { entry in
      guard history.parameters(of: entry.number).contains(where: { $0.key == name }) else {
        return false
      }
      rest -= 1
      return rest < 0
    }?.number
  }
}
