/// Budgets that grow with promise: many configurations get a small budget, and the best fraction of each rung
/// is run again with the next larger one.
///
/// ```swift
/// try study.optimize(trials: 50, budget: .halving(from: 1, to: 81, factor: 3)) { trial in
///   let rate = try trial.suggest("rate", in: 1e-4...1e-1, scale: .log)
///   var model = try trial.checkpoint(as: Model.self) ?? Model()
///   while model.epoch < (try trial.budget) { model.trainEpoch(rate: rate) }
///   try trial.saveCheckpoint(model)
///   return model.validationLoss
/// }
/// ```
///
/// A free worker promotes a configuration if it can, from the top rung down, and starts a new one otherwise, so
/// that no worker waits. Which configuration is promoted follows from the recorded trials.
///
/// - Note: L. Li et al., "A System for Massively Parallel Hyperparameter Tuning", MLSys 2020,
///   arXiv:1810.05934, Algorithm 2 (ASHA). ``SuccessiveHalvingPruner`` has the other form, in which a trial that
///   does not pass a rung ends for good.
public struct BudgetSchedule: Sendable, Hashable {
  /// The budgets of the rungs, in ascending order.
  public let budgets: [Int]
  /// The reciprocal of the fraction of a rung that is promoted, η.
  public let factor: Int
  /// The number of brackets in a round; the configurations of bracket *s* start at rung *s*.
  public let bracketCount: Int
  /// Whether configurations are promoted in the first round of brackets only, and later ones start at all rungs
  /// of a bracket, as the children of DEHB.
  private let isEvolving: Bool

  /// - Parameter hasBrackets: Whether there is a bracket for each rung, as in Hyperband, or only one.
  private init(from first: Int, to last: Int, factor: Int, hasBrackets: Bool) {
    precondition(
      first >= 1 && last >= first && factor >= 2,
      "budgets must be at least 1 and ascending, and the factor at least 2, not \(first), \(last) "
        + "and \(factor)")
    // R η^−s for s = s_max, …, 0, rounded; s_max = ⌊log_η (R / r)⌋.
    var budgets = [last]
    var power = factor
    while last / power >= first {
      budgets.append(last / power + (last % power >= power - power / 2 ? 1 : 0))
      let (next, overflow) = power.multipliedReportingOverflow(by: factor)
      if overflow { break }
      power = next
    }
    self.budgets = budgets.reversed()
    self.factor = factor
    bracketCount = hasBrackets ? budgets.count : 1
    isEvolving = false
  }

  /// Creates the budgets of another schedule for a sampler that evolves populations.
  private init(evolving schedule: BudgetSchedule) {
    budgets = schedule.budgets
    factor = schedule.factor
    bracketCount = schedule.budgets.count
    isEvolving = true
  }

  /// Asynchronous successive halving.
  ///
  /// The largest budget is `last`; each other one is that of the next rung divided by the factor, rounded, as
  /// long as it is at least `first`.
  ///
  /// - Parameters:
  ///   - first: The smallest budget, r.
  ///   - last: The largest budget, R.
  ///   - factor: The factor between budgets, and the reciprocal of the fraction that is promoted, η.
  /// - Precondition: 1 ≤ `first` ≤ `last`, and the factor is at least 2.
  public static func halving(from first: Int, to last: Int, factor: Int = 3) -> BudgetSchedule {
    BudgetSchedule(from: first, to: last, factor: factor, hasBrackets: false)
  }

  /// Asynchronous Hyperband: successive halving in several brackets, which start with different budgets.
  ///
  /// It hedges against objectives for which a small budget says little. Each bracket gets the number of
  /// configurations of the paper, one round of all brackets after the other.
  ///
  /// - Parameters:
  ///   - first: The smallest budget of the first bracket, r.
  ///   - last: The largest budget, R.
  ///   - factor: The factor between budgets, and the reciprocal of the fraction that is promoted, η.
  /// - Precondition: As for ``halving(from:to:factor:)``.
  /// - Note: L. Li et al., "Hyperband: A Novel Bandit-Based Approach to Hyperparameter Optimization", JMLR
  ///   18(185), 2018, arXiv:1603.06560, Algorithm 1.
  public static func hyperband(from first: Int, to last: Int, factor: Int = 3) -> BudgetSchedule {
    BudgetSchedule(from: first, to: last, factor: factor, hasBrackets: true)
  }

  /// The kind and the settings, as recorded with a study.
  public var summary: String {
    let kind = isEvolving ? "evolving" : bracketCount > 1 ? "hyperband" : "halving"
    return "\(kind) with budgets \(budgets), factor \(factor)"
  }

  /// The budget of a rung.
  ///
  /// - Precondition: There is such a rung.
  func budget(rung: Int, bracket: Int, promotedFrom number: Int? = nil) -> TrialBudget {
    TrialBudget(
      amount: budgets[rung], maximum: budgets[budgets.count - 1], rung: rung, bracket: bracket,
      promotedFrom: number)
  }

  /// The same budgets in brackets, for a sampler that evolves populations.
  var evolving: BudgetSchedule { BudgetSchedule(evolving: self) }

  /// Whether the budget of a trial belongs to this schedule.
  func contains(_ budget: TrialBudget) -> Bool {
    // The brackets of an evolution are numbered on from round to round.
    (isEvolving || budget.bracket < bracketCount) && budgets.indices.contains(budget.rung)
      && budget.rung >= budget.bracket % bracketCount && budgets[budget.rung] == budget.amount
      && budget.maximum == budgets.last
  }

  /// The number of configurations that a bracket of a round runs at a rung.
  ///
  /// - Precondition: The rung is not below the first one of the bracket.
  func configurationCount(ofBracket bracket: Int, rung: Int) -> Int {
    // n = ⌈(s_max + 1) / (s + 1) · η^s⌉, Algorithm 1, line 3, with s = s_max, …, 0, and ⌊n η^−i⌋ at the i-th
    // rung, line 6. A count that cannot be reached makes no difference.
    let s = bracketCount - 1 - bracket
    let power = (0..<s).reduce(1.0) { power, _ in power * Double(factor) }
    let count = Int(min((Double(bracketCount) * power / Double(s + 1)).rounded(.up), 0x1p40))
    return (bracket..<rung).reduce(count) { count, _ in count / factor }
  }

  /// The number of members of the population of a rung: as many as any bracket runs there.
  func populationSize(ofRung rung: Int) -> Int { configurationCount(ofBracket: rung, rung: rung) }

  /// The bracket and the rung of a new configuration.
  ///
  /// - Parameter index: The number of earlier configurations.
  func start(ofConfiguration index: Int) -> (bracket: Int, rung: Int) {
    guard budgets.count > 1 else { return (isEvolving ? index : 0, 0) }
    guard bracketCount > 1 else { return (0, 0) }
    let firstRungs = starts { $0...$0 }
    let roundCount = firstRungs.reduce(0) { $0 + $1.count }
    guard isEvolving, index >= roundCount else {
      let start = Self.place(index % roundCount, in: firstRungs)
      return (start.bracket, start.rung)
    }
    // Each trial of a later round is a new configuration.
    let allRungs = starts { $0...(budgets.count - 1) }
    let (round, position) = (index - roundCount)
      .quotientAndRemainder(dividingBy: allRungs.reduce(0) { $0 + $1.count })
    let start = Self.place(position, in: allRungs)
    return (start.bracket + (round + 1) * bracketCount, start.rung)
  }

  private typealias Starts = (bracket: Int, rung: Int, count: Int)

  /// The numbers of new configurations in a round at some rungs of each bracket.
  private func starts(_ rungs: (_ bracket: Int) -> ClosedRange<Int>) -> [Starts] {
    (0..<bracketCount).flatMap { bracket in
      rungs(bracket).map { rung in
        (bracket, rung, configurationCount(ofBracket: bracket, rung: rung))
      }
    }
  }

  /// The bracket and the rung of a configuration of a round.
  private static func place(_ position: Int, in starts: [Starts]) -> Starts {
    var position = position
    for start in starts {
      if position < start.count { return start }
      position -= start.count
    }
    return starts[0]
  }
}
