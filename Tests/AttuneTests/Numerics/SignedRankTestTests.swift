import Testing

@testable import Attune

@Suite struct SignedRankTestTests {
  @Test func `probabilities agree with SciPy`() throws {
    let tests = try Fixture.object("Optuna/signed-rank.json").array("tests")
    try #require(tests.count > 190)
    for test in tests {
      let parts = try #require(test.arrayValue)
      let probability = SignedRankTest.upperProbability(try parts[0].referenceNumbers())
      let expected = try parts[1].referenceNumber()
      #expect(probability.isClose(to: expected, within: 1e-13), "\(test): \(probability)")
    }
  }

  @Test func `without nonzero differences nothing is significant`() {
    #expect(SignedRankTest.upperProbability([]) == 1)
    #expect(SignedRankTest.upperProbability([0]) == 1)
    let zeros = SignedRankTest.upperProbability(Array(repeating: 0, count: 30))
    #expect(zeros.isClose(to: 0.5, within: 1e-15))
  }

  @Test(arguments: 1...12)
  func `n positive differences have probability 2 to the minus n`(count: Int) {
    let differences = (1...count).map { Double($0) }
    #expect(SignedRankTest.upperProbability(differences) == 1 / Double(1 << count))
  }
}
