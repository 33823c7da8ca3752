/// The populations of DEHB, one for each budget, which follow from the finished trials in their order.
struct DEHBPopulations: Sendable {
  /// A member of a population.
  struct Member: Sendable {
    let number: Int
    let violation: Double
    let loss: Double

    /// Whether it may replace another member: a child that is equally good does.
    func isAtLeastAsGood(as other: Member) -> Bool {
      (violation, loss) <= (other.violation, other.loss)
    }
  }

  /// The attribute of a trial with the index of the member that it may replace.
  static let targetAttribute = "attune:dehb_target"

  private let schedule: BudgetSchedule
  private let direction: Direction

  /// The members by rung; shape [rung][member].
  private(set) var rungs: [[Member]]
  /// The number of finished trials of each rung, also of those without a result.
  private(set) var finishedCounts: [Int]

  init(_ schedule: BudgetSchedule, direction: Direction) {
    self.schedule = schedule
    self.direction = direction
    rungs = Array(repeating: [], count: schedule.budgets.count)
    finishedCounts = Array(repeating: 0, count: schedule.budgets.count)
  }

  /// Adds a finished trial.
  mutating func add(_ trial: TrialSnapshot) {
    guard let budget = trial.budget, schedule.contains(budget) else { return }
    finishedCounts[budget.rung] += 1
    guard let value = trial.rungValue, !value.isNaN else { return }
    let member = Member(
      number: trial.number, violation: trial.violation, loss: direction.loss(value))
    let members = rungs[budget.rung]
    // A file may have any target. A promoted trial has none, and may replace the worst member.
    let target =
      trial.systemAttributes[Self.targetAttribute]?.intValue
      .flatMap { members.indices.contains($0) ? $0 : nil }
    if target == nil, members.count < schedule.populationSize(ofRung: budget.rung) {
      rungs[budget.rung].append(member)
    } else if let index = target ?? ranked(members.indices, ofRung: budget.rung).last,
      member.isAtLeastAsGood(as: members[index])
    {
      rungs[budget.rung][index] = member
    }
  }

  /// The best members of a rung, the best first.
  func best(_ count: Int, ofRung rung: Int) -> [Member] {
    ranked(rungs[rung].indices, ofRung: rung).prefix(count).map { rungs[rung][$0] }
  }

  /// The indices of members, that of the best one first.
  private func ranked(_ indices: Range<Int>, ofRung rung: Int) -> [Int] {
    let members = rungs[rung]
    return indices.sorted {
      (members[$0].violation, members[$0].loss, members[$0].number)
        < (members[$1].violation, members[$1].loss, members[$1].number)
    }
  }
}
