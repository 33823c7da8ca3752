/// Decides what a worker runs next under a schedule: a pure function of the recorded trials.
final class BudgetPlanner: Sendable {
  let schedule: BudgetSchedule
  private let table: HistoryFold<RungTable>

  /// - Parameter direction: That of the only objective.
  init(_ schedule: BudgetSchedule, direction: Direction) {
    self.schedule = schedule
    table = HistoryFold(RungTable(schedule, direction: direction), includingFailed: true) {
      table, trial in table.add(trial)
    }
  }

  /// The number of finished trials that continue a configuration, of a number of given running ones too.
  func promotionCount(in history: TrialHistory, with running: [Int]) -> Int {
    table.state(at: history).promotionCount
      + running.count { history[$0].budget?.promotedFrom != nil }
  }

  /// The configuration to promote; nil if there is none.
  ///
  /// Algorithm 2 of the ASHA paper: from the top rung down, the best trial that is among the best 1 / η of
  /// its rung and was not promoted yet. Of several brackets, the first one.
  ///
  /// - Complexity: O(*n*) for *n* trials at a rung.
  func promotion(in history: TrialHistory) -> TrialBudget? {
    let table = current(history)
    for rung in schedule.budgets.indices.dropLast().reversed() {
      for (bracket, rungs) in table.brackets.enumerated() {
        let candidates = rungs[rung].ranked.prefix(rungs[rung].count / schedule.factor)
        if let best = candidates.first(where: { !table.promoted.contains($0.number) }) {
          return schedule.budget(rung: rung + 1, bracket: bracket, promotedFrom: best.number)
        }
      }
    }
    return nil
  }

  /// The configuration to promote when nothing else is left to do, so that a study ends with a result at the
  /// largest budget: the best one of the highest rung; nil if there is such a result.
  func lastPromotion(in history: TrialHistory) -> TrialBudget? {
    let table = current(history)
    guard !table.hasReachedTop else { return nil }
    for rung in schedule.budgets.indices.dropLast().reversed() {
      let best = table.brackets.indices.compactMap { bracket in
        table.brackets[bracket][rung].ranked.first { !table.promoted.contains($0.number) }
          .map { (entry: $0, bracket: bracket) }
      }
      .min { $0.entry < $1.entry }
      if let best {
        return schedule.budget(
          rung: rung + 1, bracket: best.bracket, promotedFrom: best.entry.number)
      }
    }
    return nil
  }

  /// The first budget of a new configuration.
  func newConfiguration(in history: TrialHistory) -> TrialBudget {
    let start = schedule.start(ofConfiguration: current(history).configurationCount)
    return schedule.budget(rung: start.rung, bracket: start.bracket)
  }

  /// The table of the finished trials, with the starts of the others.
  private func current(_ history: TrialHistory) -> RungTable {
    var table = table.state(at: history)
    for trial in history.unfinishedTrials {
      if let budget = trial.budget { table.addStart(budget) }
    }
    return table
  }
}
