/// The split of the trials into good and other ones: D⁽ˡ⁾ and D⁽ᵍ⁾ of Watanabe 2023.
///
/// With one objective, the good trials are those below the γ-quantile y* of the losses (Bergstra et
/// al. 2011, section 4). With several, they are selected by nondomination rank, and within the last
/// rank by hypervolume (Ozaki et al. 2022, MOTPE). Pruned trials and constraints are ordered as in
/// Optuna 5, which ranks trials by violation instead of multiplying densities as c-TPE (Watanabe
/// and Hutter 2022) does.
struct TrialSplit {
  /// The numbers of the good trials, the best trial first.
  let ranked: [Int]

  /// The numbers of the good trials in ascending order.
  var below: [Int] { ranked.sorted() }

  /// The number of complete and pruned trials that were split, n.
  let count: Int

  /// Splits the complete and pruned trials.
  ///
  /// The order is: feasible complete trials by value, feasible pruned trials by their last step,
  /// and infeasible trials by total violation. The first γ(*n*) of them are good.
  ///
  /// - Parameters:
  ///   - column: The parameter that a trial must have to be split; nil for all trials.
  ///   - gamma: Returns the number of good trials for a number of trials.
  /// - Complexity: O(*k*) for *k* good trials, if there is one objective and at least *k* trials
  ///   are complete and feasible; else O(*n* log *n*).
  init(history: TrialHistory, column: ParameterColumn? = nil, gamma: (Int) -> Int) {
    let count =
      column?.order.count ?? history.count(of: .complete) + history.count(of: .pruned)
    func isCounted(_ number: Int) -> Bool {
      column.map { !$0.coordinate(number: number).isNaN } ?? true
    }
    self.count = count
    let goodCount = min(gamma(count), count)  // |D⁽ˡ⁾| = γ(n)
    var good = Self.bestComplete(history, goodCount, isCounted)
    if good.count < goodCount {
      good += Self.longestPruned(history).filter(isCounted).prefix(goodCount - good.count)
    }
    if good.count < goodCount {
      good += Self.leastViolating(history).filter(isCounted).prefix(goodCount - good.count)
    }
    ranked = good
  }

  /// The numbers of the best feasible complete trials, at most `count` of them.
  private static func bestComplete(
    _ history: TrialHistory, _ count: Int, _ isCounted: (Int) -> Bool
  ) -> [Int] {
    guard history.directions.count > 1 else {
      // Stable order by loss: of equal losses the lower number comes first.
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
    // MOTPE: whole nondomination ranks first, then a subset of the next rank that is selected
    // greedily by hypervolume contribution.
    let losses = complete.map { $0.losses(history.directions) }
    return ParetoFront.best(count, of: losses).map { complete[$0].number }
  }

  /// The numbers of the feasible pruned trials in descending order of the last step; equal steps in
  /// ascending order of the loss there, NaN last.
  private static func longestPruned(_ history: TrialHistory) -> [Int] {
    let pruned = history.filter {
      $0.state == .pruned && history.violation(of: $0.number) == 0
    }
    func key(_ trial: TrialSnapshot) -> (Int, Double) {
      // Trials without a report come after those with a step of at least 0.
      guard let last = trial.lastIntermediateValue else { return (0, 0) }
      let loss = history.directions[0].loss(last.value)
      // ~step descends like −step, and does not overflow for the least step.
      return (~last.step, loss.isNaN ? .infinity : loss)
    }
    return pruned.map { (key($0), $0.number) }.sorted { ($0.0, $0.1) < ($1.0, $1.1) }.map(\.1)
  }

  /// The numbers of the infeasible trials in ascending order of total violation Σ max(0, cⱼ).
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
