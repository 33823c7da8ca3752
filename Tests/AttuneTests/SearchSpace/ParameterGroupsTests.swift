import Testing

@testable import Attune

@Suite struct ParameterGroupsTests {
  private func list(_ names: String..., high: Double = 1) throws -> ParameterList {
    ParameterList(
      try names.map {
        Parameter(
          name: $0, distribution: .float(try FloatDistribution(0...high)), recordedValue: 0.5)
      })
  }

  private func names(_ groups: ParameterGroups) -> [[String]] {
    groups.spaces.map { $0.parameters.map(\.name) }
  }

  @Test func `what is always together is one group`() throws {
    var groups = ParameterGroups()
    for _ in 0..<3 { groups.note(try list("a", "b", "c")) }
    #expect(names(groups) == [["a", "b", "c"]])
  }

  @Test func `each branch is a group beside what all trials have`() throws {
    var groups = ParameterGroups()
    groups.note(try list("kind", "x", "y"))
    groups.note(try list("kind", "z"))
    #expect(names(groups) == [["kind"], ["x", "y"], ["z"]])
    groups.note(try list("kind", "x", "y"))
    #expect(names(groups) == [["kind"], ["x", "y"], ["z"]])
    groups.note(try list("kind", "x"))
    #expect(names(groups) == [["kind"], ["x"], ["y"], ["z"]])
  }

  @Test func `a parameter that changes its range leaves its group for good`() throws {
    var groups = ParameterGroups()
    groups.note(try list("a", "b"))
    groups.note(ParameterList(Array(try list("a")) + Array(try list("b", high: 2))))
    #expect(names(groups) == [["a"]])
    groups.note(try list("a", "b"))
    #expect(names(groups) == [["a"]])
  }

  @Test func `a trial without parameters splits nothing`() throws {
    var groups = ParameterGroups()
    groups.note(try list("a", "b"))
    groups.note(ParameterList())
    #expect(names(groups) == [["a", "b"]])
  }
}
