/// The finished trials of a schedule, by bracket and rung.
///
/// It does not depend on the order in which trials finished.
struct RungTable: Sendable {
  /// The trials that have finished at a rung.
  struct Rung: Sendable {
    /// The number of trials, also of those without a result.
    private(set) var count = 0
    /// The trials that may be promoted, the best first.
    private(set) var ranked: [Entry] = []

    fileprivate mutating func add(_ trial: TrialSnapshot, _ direction: Direction) {
      count += 1
      guard let value = trial.rungValue, !value.isNaN else { return }
      let loss = direction.loss(value)
      // A configuration that diverged is not run for longer.
      guard loss < .infinity else { return }
      let entry = Entry(violation: trial.violation, loss: loss, number: trial.number)
      ranked.insert(entry, at: ranked.partitioningIndex { entry < $0 })
    }
  }

  /// A trial, ordered by constraint violation, loss and number.
  struct Entry: Sendable, Comparable {
    let violation: Double
    let loss: Double
    let number: Int

    static func < (a: Entry, b: Entry) -> Bool {
      (a.violation, a.loss, a.number) < (b.violation, b.loss, b.number)
    }
  }

  private let schedule: BudgetSchedule
  private let direction: Direction

  /// The rungs of each bracket whose configurations are promoted.
  private(set) var brackets: [[Rung]]
  /// The trials that were promoted, by the finished trials that continue them.
  private(set) var promoted: Set<Int> = []
  /// Whether a trial has a result with the largest budget.
  private(set) var hasReachedTop = false
  /// The number of configurations of the schedule.
  private(set) var configurationCount = 0
  /// The number of finished trials that were promoted, of all schedules.
  private(set) var promotionCount = 0

  init(_ schedule: BudgetSchedule, direction: Direction) {
    self.schedule = schedule
    self.direction = direction
    let rungs = [Rung](repeating: Rung(), count: schedule.budgets.count)
    brackets = Array(repeating: rungs, count: schedule.bracketCount)
  }

  /// Adds a finished trial.
  mutating func add(_ trial: TrialSnapshot) {
    guard let budget = trial.budget else { return }
    addStart(budget)
    guard schedule.contains(budget) else { return }
    if budget.isLargest, trial.rungValue?.isNaN == false { hasReachedTop = true }
    // Configurations of later rounds of an evolution are not promoted.
    guard brackets.indices.contains(budget.bracket) else { return }
    brackets[budget.bracket][budget.rung].add(trial, direction)
  }

  /// Adds the start of a trial, finished or not.
  mutating func addStart(_ budget: TrialBudget) {
    if let lower = budget.promotedFrom {
      promoted.insert(lower)
      promotionCount += 1
    } else if schedule.contains(budget) {
      configurationCount += 1
    }
  }
}
