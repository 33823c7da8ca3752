import Testing

@testable import Attune

@Suite struct BudgetSettingsTests {
  @Test func `a specification is a schedule by name with settings`() throws {
    #expect(try BudgetSchedule("halving:to=81") == .halving(from: 1, to: 81, factor: 3))
    #expect(
      try BudgetSchedule("hyperband:from=2,to=16,factor=2")
        == .hyperband(from: 2, to: 16, factor: 2))
    #expect(try BudgetSchedule("halving", to: 50) == .halving(from: 1, to: 50, factor: 3))
    #expect(try BudgetSchedule("hyperband:to=9", to: 50) == .hyperband(from: 1, to: 9, factor: 3))
  }

  @Test(
    arguments: [
      ("doubling:to=9", nil, "unknown budget \"doubling:to=9\"; choose from halving, hyperband"),
      ("", nil, "unknown budget \"\"; choose from halving, hyperband"),
      ("halving", nil, "needs the largest budget, of at least 1, as in halving:to=81"),
      ("halving:from=9", 3, "needs the largest budget, of at least 9, as in halving:to=81"),
      ("halving:from=9,to=3", nil, "\"to\" needs an integer of at least 9, not \"3\""),
      ("halving:from=0,to=3", nil, "\"from\" needs an integer of at least 1, not \"0\""),
      ("hyperband:to=9,factor=1", nil, "\"factor\" needs an integer of at least 2, not \"1\""),
      ("hyperband:to=9,brackets=2", nil, "unknown setting \"brackets\""),
    ] as [(String, Int?, String)])
  func `an invalid specification is an error with its reason`(
    specification: String, last: Int?, reason: String
  ) {
    let error = #expect(throws: StrategySpecificationError.self) {
      try BudgetSchedule(specification, to: last)
    }
    #expect(error?.description.contains(reason) == true, "\(error?.description ?? "")")
  }
}
