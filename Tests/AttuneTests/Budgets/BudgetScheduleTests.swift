import Testing

@testable import Attune

@Suite struct BudgetScheduleTests {
  @Test func `budgets descend from the largest by the factor, rounded`() {
    #expect(BudgetSchedule.halving(from: 1, to: 81, factor: 3).budgets == [1, 3, 9, 27, 81])
    #expect(BudgetSchedule.halving(from: 1, to: 100, factor: 3).budgets == [1, 4, 11, 33, 100])
    #expect(BudgetSchedule.halving(from: 2, to: 100, factor: 3).budgets == [4, 11, 33, 100])
    #expect(BudgetSchedule.halving(from: 1, to: 5, factor: 2).budgets == [1, 3, 5])
    #expect(BudgetSchedule.halving(from: 7, to: 7).budgets == [7])
    #expect(BudgetSchedule.halving(from: 40, to: 100, factor: 3).budgets == [100])
    let long = BudgetSchedule.halving(from: 1, to: .max, factor: 2).budgets
    #expect(long.first == 2 && long.last == .max && long.count == 63)
    #expect(zip(long, long.dropFirst()).allSatisfy { $0 < $1 })
  }

  @Test func `brackets get the numbers of configurations of the Hyperband paper`() {
    // Table 1 of the paper: 81, 34, 15, 8 and 5 configurations for R = 81 and η = 3.
    let schedule = BudgetSchedule.hyperband(from: 1, to: 81, factor: 3)
    let brackets = (0..<143).map { schedule.start(ofConfiguration: $0).bracket }
    #expect((0..<5).map { bracket in brackets.count { $0 == bracket } } == [81, 34, 15, 8, 5])
    #expect(brackets == brackets.sorted())
    #expect(schedule.start(ofConfiguration: 143) == (0, 0))
    #expect(schedule.start(ofConfiguration: 100) == (1, 1))
    #expect(BudgetSchedule.halving(from: 1, to: 81).start(ofConfiguration: 500) == (0, 0))
  }

  @Test func `an evolution starts configurations at all rungs after the first round`() {
    let schedule = BudgetSchedule.halving(from: 1, to: 9, factor: 3).evolving
    #expect((0..<3).map(schedule.populationSize) == [9, 5, 3])
    let first = [(0, 0, 9), (1, 1, 5), (2, 2, 3)]
    let later = [(0, 0, 9), (0, 1, 3), (0, 2, 1), (1, 1, 5), (1, 2, 1), (2, 2, 3)]
    let expected =
      (first + later.map { ($0.0 + 3, $0.1, $0.2) } + later.map { ($0.0 + 6, $0.1, $0.2) })
      .flatMap { bracket, rung, count in Array(repeating: (bracket, rung), count: count) }
    let starts = expected.indices.map { schedule.start(ofConfiguration: $0) }
    #expect(starts.elementsEqual(expected) { $0 == $1 })
    #expect(schedule.start(ofConfiguration: .max).rung < 3)
    let budget = schedule.budget(rung: 1, bracket: 4)
    #expect(schedule.contains(budget))
    #expect(!schedule.contains(schedule.budget(rung: 0, bracket: 4)))
    #expect(!BudgetSchedule.hyperband(from: 1, to: 9).contains(budget))
    let single = BudgetSchedule.halving(from: 5, to: 5).evolving
    #expect(single.start(ofConfiguration: 7) == (7, 0))
    #expect(single.contains(single.budget(rung: 0, bracket: 7)))
  }

  @Test func `the summary names the kind, the budgets and the factor`() {
    #expect(
      BudgetSchedule.halving(from: 1, to: 9).summary == "halving with budgets [1, 3, 9], factor 3")
    #expect(
      BudgetSchedule.hyperband(from: 1, to: 9).summary
        == "hyperband with budgets [1, 3, 9], factor 3"
    )
  }

  @Test func `records of a file are read, and invalid ones ignored`() throws {
    func budget(_ record: JSONValue, promotedFrom: JSONValue? = nil) -> TrialBudget? {
      var attributes: JSONObject = [SystemAttribute.budget: record]
      attributes[SystemAttribute.promotedFrom] = promotedFrom
      return TrialBudget(of: 5, in: attributes)
    }
    let valid: JSONValue = ["amount": 3, "maximum": 9, "rung": 1, "bracket": 0]
    let read = try #require(budget(valid, promotedFrom: 4))
    #expect(read == TrialBudget(amount: 3, maximum: 9, rung: 1, bracket: 0, promotedFrom: 4))
    #expect(TrialBudget(of: 5, in: read.attributes) == read)
    for invalid: JSONValue in [5, -1, "4", .null, 4.5] {
      #expect(budget(valid, promotedFrom: invalid)?.promotedFrom == nil)
    }
    for invalid: JSONValue in [
      .null, 3, [3, 9], ["amount": 3], ["amount": 0, "maximum": 9, "rung": 0, "bracket": 0],
      ["amount": 3, "maximum": 2, "rung": 0, "bracket": 0],
      ["amount": 3, "maximum": 9, "rung": -1, "bracket": 0],
      ["amount": 3, "maximum": 9, "rung": 1, "bracket": -1],
    ] { #expect(budget(invalid) == nil) }
  }
}
