/// The good and the other trials between which TPE tells.
struct TrialSplit {
  /// The numbers of the good trials, the best first.
  let ranked: [Int]

  /// The numbers of the good trials, ascending.
  var below: [Int] { ranked.sorted() }

  /// How many complete and pruned trials were split.
  let count: Int

  /// Splits the complete and pruned trials.
  ///
  /// Complete ones that satisfy their constraints come first, by value; pruned ones next, by how far
  /// they came; those that violate constraints last, by how much.
  ///
  /// - Parameters:
  ///   - column: Only trials with a coordinate there are split; all of them without a column.
  ///   - gamma: How many of so many trials are good.
  /// - Complexity: O(*k*) for *k* good trials as long as so many are complete and feasible and there
  ///   is one direction, else O(*n* log *n*).
  init(history: TrialHistory, column: ParameterColumn? = nil, gamma: (Int) -> Int) {
    let count =
      column?.order.count ?? history.count(of: .complete) + history.count(of: .pruned)
    func isCounted(_ number: Int) -> Bool {
      column.map { !$0.coordinate(number: number).isNaN } ?? true
    }
    self.count = count
    let goodCount = min(gamma(count), count)
    var good = Self.bestComplete(history, goodCount, isCounted)
    if good.count < goodCount {
      good += Self.longestPruned(history).filter(isCounted).prefix(goodCount - good.count)
    }
    if good.count < goodCount {
      good += Self.leastViolating(history).filter(isCounted).prefix(goodCount - good.count)
    }
    ranked = good
  }

  private static func bestComplete(
    _ history: TrialHistory, _ count: Int, _ isCounted: (Int) -> Bool
  ) -> [Int] {
    guard history.directions.count > 1 else {
      var good: [Int] = []
      for number in history.losses.order {
        guard good.count < count else { break }
        if history.violation(of: Int(number)) == 0, isCounted(Int(number)) {
          good.append(Int(number))
        }
      }
      return good
    }
    let complete = history.filter {
      $0.state == .complete && history.violation(of: $0.number) == 0 && isCounted($0.number)
        && $0.values.count == history.directions.count
    }
    let losses = complete.map { $0.losses(history.directions) }
    return ParetoFront.best(count, of: losses).map { complete[$0].number }
  }

  /// Later steps first; at equal steps the better value, NaN last.
  private static func longestPruned(_ history: TrialHistory) -> [Int] {
    let pruned = history.filter {
      $0.state == .pruned && history.violation(of: $0.number) == 0
    }
    func key(_ trial: TrialSnapshot) -> (Int, Double) {
      guard let last = trial.lastIntermediateValue else { return (0, 0) }
      let loss = history.directions[0].loss(last.value)
      // Descends as -step does, and is there for the least step as well.
      return (~last.step, loss.isNaN ? .infinity : loss)
    }
    return pruned.map { (key($0), $0.number) }.sorted { ($0.0, $0.1) < ($1.0, $1.1) }.map(\.1)
  }

  private static func leastViolating(_ history: TrialHistory) -> [Int] {
    history.filter {
      ($0.state == .complete || $0.state == .pruned) && history.violation(of: $0.number) > 0
    }
    .map { (history.violation(of: $0.number), $0.number) }
    .sorted { $0 < $1 }
    .map(\.1)
  }
}

private func < (a: ((Int, Double), Int), b: ((Int, Double), Int)) -> Bool {
  (a.0.0, a.0.1, a.1) < (b.0.0, b.0.1, b.1)
}
