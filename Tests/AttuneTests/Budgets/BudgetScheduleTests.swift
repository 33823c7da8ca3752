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
    let brackets = (0..<143).map { schedule.bracket(ofConfiguration: $0) }
    #expect((0..<5).map { bracket in brackets.count { $0 == bracket } } == [81, 34, 15, 8, 5])
    #expect(brackets == brackets.sorted())
    #expect(schedule.bracket(ofConfiguration: 143) == 0)
    #expect(BudgetSchedule.halving(from: 1, to: 81).bracket(ofConfiguration: 500) == 0)
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
