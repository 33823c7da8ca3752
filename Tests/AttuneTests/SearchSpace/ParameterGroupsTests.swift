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

  @Test func `parameters that always occur together form one group`() throws {
    var groups = ParameterGroups()
    for _ in 0..<3 { groups.update(with: try list("a", "b", "c")) }
    #expect(names(groups) == [["a", "b", "c"]])
  }

  @Test func `each branch is a group in addition to the common parameters`() throws {
    var groups = ParameterGroups()
    groups.update(with: try list("kind", "x", "y"))
    groups.update(with: try list("kind", "z"))
    #expect(names(groups) == [["kind"], ["x", "y"], ["z"]])
    groups.update(with: try list("kind", "x", "y"))
    #expect(names(groups) == [["kind"], ["x", "y"], ["z"]])
    groups.update(with: try list("kind", "x"))
    #expect(names(groups) == [["kind"], ["x"], ["y"], ["z"]])
  }

  @Test func `a parameter whose range changes leaves its group permanently`() throws {
    var groups = ParameterGroups()
    groups.update(with: try list("a", "b"))
    groups.update(with: ParameterList(Array(try list("a")) + Array(try list("b", high: 2))))
    #expect(names(groups) == [["a"]])
    groups.update(with: try list("a", "b"))
    #expect(names(groups) == [["a"]])
  }

  @Test func `a trial without parameters splits nothing`() throws {
    var groups = ParameterGroups()
    groups.update(with: try list("a", "b"))
    groups.update(with: ParameterList())
    #expect(names(groups) == [["a", "b"]])
  }
}
