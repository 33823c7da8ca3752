import Testing

@testable import Attune

@Suite struct SequentialTTestTests {
  private func test(_ values: [Double]) -> SequentialTTest {
    var test = SequentialTTest()
    for value in values { test.add(value) }
    return test
  }

  @Test func `the mean and the squares are those of the numbers`() {
    let test = test([1, 2, 4, 9])
    #expect(test.count == 4)
    #expect(test.mean == 4)
    #expect(test.squares.isClose(to: 38, within: 1e-12))
  }

  @Test func `the evidence is the ratio of two marginal likelihoods`() {
    // (1 + n)^(-1/2) ((1 + t²/ν) / (1 + t²/((1 + n) ν)))^(n/2), by hand for n = 3, mean 2 and squares 2.
    let expected = 0.5 * (3 * Math.log((2 + 12) / (2 + 12.0 / 4)) - Math.log(4))
    #expect(test([1, 2, 3]).logEvidence.isClose(to: expected, within: 1e-14))
  }

  @Test func `one number, and zeros, are no evidence`() {
    #expect(test([]).logEvidence == 0)
    #expect(abs(test([5]).logEvidence) < 1e-15)
    #expect(test([0, 0, 0]).logEvidence < 0)
  }

  @Test func `the evidence does not depend on the unit`() {
    let values = [0.5, -0.25, 1, 2, 0.125]
    let other = test(values.map { $0 * -1024 }).logEvidence
    #expect(test(values).logEvidence.isClose(to: other, within: 1e-13))
  }

  @Test(arguments: 2...12)
  func `n equal numbers have the largest evidence that n numbers can have`(count: Int) {
    let evidence = test([Double](repeating: 3, count: count)).logEvidence
    let expected = 0.5 * Double(count - 1) * Math.log(Double(1 + count))
    #expect(evidence.isClose(to: expected, within: 1e-12))
  }

  @Test func `numbers with mean 0 rarely reach the evidence, however often it is looked at`() {
    var reached = 0
    for seed in 0..<1000 {
      var random = RandomStream(seed: UInt64(seed), purpose: "t-test")
      var test = SequentialTTest()
      for _ in 0..<300 where test.logEvidence < Math.log(20) { test.add(random.normal()) }
      if test.logEvidence >= Math.log(20) { reached += 1 }
    }
    // The bound is 50; the standard error of the count is 7.
    #expect(reached <= 60)
    #expect(reached > 5)
  }

  @Test func `extreme numbers do not trap`() {
    for values in [[1e200, 2e200, 3e200], [.infinity, 1], [.nan, 1], [1e-200, 2e-200]] {
      _ = test(values).logEvidence
    }
  }
}
