import Testing

@testable import attune_bench

@Suite struct ProblemGroupTests {
  @Test func `every problem is in one group`() {
    #expect(Set(Problem.all.map(\.name)).count == Problem.all.count)
    #expect(ProblemGroup.allCases.map(\.problems.count) == [10, 11, 6, 6])
  }

  @Test func `groups and names can be combined`() throws {
    let problems = try ProblemGroup.problems(["choosing", "branin", "border6"])
    #expect(problems.map(\.name) == ProblemGroup.choosing.problems.map(\.name) + ["branin"])
  }

  @Test(arguments: [ProblemGroup.choosing, .final])
  func `both new groups have problems of every kind`(group: ProblemGroup) {
    let names = group.problems.map(\.name)
    for kind in ["nested_", "nested_", "noisy_", "tab_", "border", "rough_"] {
      #expect(names.contains { $0.hasPrefix(kind) }, "\(kind)")
    }
    #expect(group.problems.count { $0.noise != nil } == 1)
  }
}
