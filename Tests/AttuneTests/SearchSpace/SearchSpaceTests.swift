import Testing

@testable import Attune

@Suite struct SearchSpaceTests {
  private func unit(_ high: Double = 1) throws -> Distribution {
    .float(try FloatDistribution(0...high))
  }

  @Test func `parameters are sorted by name`() throws {
    let space = SearchSpace(["b": try unit(), "a": try unit(2), "C": try unit(3), "": try unit(4)])
    #expect(space.parameters.map(\.name) == ["", "C", "a", "b"])
    #expect(space["a"] == (try unit(2)))
    #expect(space["z"] == nil)
    #expect(!space.isEmpty && SearchSpace().isEmpty)
  }

  @Test func `varying excludes constant parameters`() throws {
    let space = SearchSpace(["a": try unit(), "b": try unit(0), "c": try unit()])
    #expect(space.varying.parameters.map(\.name) == ["a", "c"])
  }

  @Test func `the last of equal names replaces the first`() throws {
    let list = ParameterList([
      Parameter(name: "a", distribution: try unit(), recordedValue: 0.1),
      Parameter(name: "b", distribution: try unit(), recordedValue: 0.2),
      Parameter(name: "a", distribution: try unit(2), recordedValue: 0.3),
    ])
    #expect(list.map(\.name) == ["a", "b"])
    #expect(list["a"] == 0.3)
    #expect(list["c"] == nil)
    #expect(list.description == "a: 0.3, b: 0.2")
  }
}
