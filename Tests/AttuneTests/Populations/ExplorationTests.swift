import Testing

@testable import Attune

/// How the values of copies change.
@Suite struct ExplorationTests {
  /// The values of copies, over many streams; nil for those that are drawn again.
  private func values(
    _ value: ParameterValue, _ distribution: Distribution, order: [Int]? = nil,
    _ exploration: Exploration = .perturb(resample: 0)
  ) -> Set<ParameterValue?> {
    Set(
      (0..<100).map { stream in
        var random = RandomStream(seed: 5, stream: UInt64(stream))
        let new = exploration.value(after: value, of: distribution, order: order, using: &random)
        if let new { #expect(distribution.isPoint(new)) }
        return new
      })
  }

  private func float(
    _ range: ClosedRange<Double>, step: Double? = nil, scale: Scale = .linear
  ) throws -> Distribution {
    .float(try FloatDistribution(range, scale: scale, step: step))
  }

  private func int(_ range: ClosedRange<Int>, step: Int = 1) throws -> Distribution {
    .int(try IntDistribution(range, step: step))
  }

  @Test func `numbers are multiplied by one of the factors, within their ranges`() throws {
    #expect(
      try values(.float(0.1), float(0.001...1, scale: .log))
        == [.float(0.1 * 0.8), .float(0.1 * 1.2)])
    #expect(try values(.float(0.9), float(0...1)) == [.float(0.9 * 0.8), .float(1)])
    #expect(try values(.float(-2), float(-2...5)) == [.float(-1.6), .float(-2)])
    #expect(
      try values(.float(4), float(0...10), .perturb(factors: (0.5, 2), resample: 0))
        == [.float(2), .float(8)])
    #expect(try values(.int(100), int(1...1000)) == [.int(80), .int(120)])
  }

  @Test func `discrete values move by a step at least`() throws {
    #expect(try values(.int(2), int(1...9)) == [.int(1), .int(3)])
    #expect(try values(.int(1), int(1...9)) == [.int(1), .int(2)])
    #expect(try values(.int(-2), int(-9...9)) == [.int(-1), .int(-3)])
    #expect(try values(.int(10), int(0...40, step: 10)) == [.int(0), .int(20)])
    #expect(
      try values(.float(0.5), float(0...1, step: 0.25)) == [.float(0.25), .float(0.75)])
  }

  @Test func `zero and unordered choices are kept`() throws {
    #expect(try values(.float(0), float(0...1)) == [.float(0)])
    #expect(try values(.int(0), int(0...9)) == [.int(0)])
    let choices = Distribution.categorical(try CategoricalDistribution(choices: ["b", "c", "a"]))
    #expect(values(.choice(1), choices) == [.choice(1)])
    #expect(values(.choice(0), choices, order: [2, 0, 1]) == [.choice(2), .choice(1)])
    #expect(values(.choice(2), choices, order: [2, 0, 1]) == [.choice(2), .choice(0)])
  }

  @Test func `values are drawn again with the given probability`() throws {
    let distribution = try float(0...1)
    #expect(values(.float(0.5), distribution, .perturb(resample: 1)) == [nil])
    #expect(values(.float(0.5), distribution, .none) == [.float(0.5)])
    let random = (0..<2000).count { stream in
      var random = RandomStream(seed: 6, stream: UInt64(stream))
      return Exploration.perturb(resample: 0.25)
        .value(after: .float(0.5), of: distribution, order: nil, using: &random) == nil
    }
    #expect((430...570).contains(random))
  }
}
