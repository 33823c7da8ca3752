import Attune
import Testing

@testable import attune_bench

@Suite struct BoxShiftTests {
  @Test(arguments: Problem.all.filter(\.isMovable))
  func `the optimum stays inside of a moved box`(problem: Problem) throws {
    for seed in 0..<50 as Range<UInt64> {
      let fixed = FixedTrial(problem.optimalParameters)
      let shift = try #require(problem.shift(seed: seed))
      let value = try problem.objective(fixed.trial, shift: shift)
      #expect(abs(value - problem.optimum) <= 1e-9 * max(abs(problem.optimum), 1))
      for parameter in fixed.snapshot.parameters {
        let position = try position(of: parameter)
        #expect((0.049...0.951).contains(position), "\(parameter.name)")
      }
    }
  }

  @Test func `the optimum is anywhere in the box, independently in each dimension`() throws {
    var positions: [[Double]] = []
    for seed in 0..<400 as Range<UInt64> {
      let fixed = FixedTrial(Problem.sphere.optimalParameters)
      _ = try Problem.sphere.objective(fixed.trial, shift: Problem.sphere.shift(seed: seed))
      positions.append(try fixed.snapshot.parameters.map(position))
    }
    for dimension in 0..<5 {
      let values = positions.map { $0[dimension] }
      #expect(abs(Statistics.mean(values) - 0.5) < 0.05)
      // The variance of the uniform distribution on 0.05...0.95.
      #expect(abs(Statistics.variance(values) - 0.81 / 12) < 0.008)
    }
    let products = positions.map { ($0[0] - 0.5) * ($0[1] - 0.5) }
    #expect(abs(Statistics.mean(products)) < 0.012)
  }

  @Test func `a moved box has the width of the original one`() {
    let shift = BoxShift("problem", around: ["x": 2, "rate": 0.01], seed: 3)
    let linear = shift.moved(-5...5, of: "x", scale: .linear)
    #expect(abs(linear.upperBound - linear.lowerBound - 10) < 1e-12)
    let log = shift.moved(1e-5...1, of: "rate", scale: .log)
    #expect(abs(log.upperBound / log.lowerBound / 1e5 - 1) < 1e-12)
    #expect(shift.moved(0...1, of: "other", scale: .linear) == 0...1)
  }

  @Test func `a shift is the same for every sampler, and differs between seeds and problems`() {
    func moved(_ problem: String, _ seed: UInt64) -> ClosedRange<Double> {
      BoxShift(problem, around: ["x0": 0], seed: seed).moved(-1...1, of: "x0", scale: .linear)
    }
    #expect(moved("a", 1) == moved("a", 1))
    #expect(moved("a", 1) != moved("a", 2))
    #expect(moved("a", 1) != moved("b", 1))
  }

  @Test func `a shift has its documented position`() throws {
    // By a Python implementation of the documentation.
    let range = BoxShift("sphere5", around: ["x0": 1.2], seed: 7)
      .moved(-5...5, of: "x0", scale: .linear)
    #expect(abs(range.lowerBound - (-1.9006937910354786)) < 1e-12)
  }

  @Test func `problems that depend on their box keep it`() {
    for problem in [Problem.schwefel, .border, .borderMixed, .classifierTable, .nestedFamily] {
      #expect(problem.shift(seed: 1) == nil)
    }
  }

  private func position(of parameter: ParameterList.Element) throws -> Double {
    guard case .float(let float) = parameter.distribution else {
      Issue.record("\(parameter.name) is not continuous")
      return .nan
    }
    let value = try #require(parameter.value.doubleValue)
    return float.scale == .log
      ? Math.log(value / float.low) / Math.log(float.high / float.low)
      : (value - float.low) / (float.high - float.low)
  }
}
