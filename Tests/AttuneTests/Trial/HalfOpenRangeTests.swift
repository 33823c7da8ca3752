import Testing

@testable import Attune

/// Half-open ranges of integers are closed ones that end before their upper bound.
@Suite struct HalfOpenRangeTests {
  @Test func `the distribution is that of the closed range`() throws {
    let trial = try Study(sampler: .random, seed: 1).ask()
    _ = try trial.suggest("a", in: 0..<10)
    _ = try trial.suggest("b", in: -3..<4, step: 2)
    _ = try trial.suggest("c", in: 1..<65, scale: .log)
    let single: Int = try trial.suggest("d", in: 5..<6)
    #expect(single == 5)
    #expect(
      trial.snapshot.parameters.map(\.distribution) == [
        .int(try IntDistribution(0...9)), .int(try IntDistribution(-3...3, step: 2)),
        .int(try IntDistribution(1...64, scale: .log)), .int(try IntDistribution(5...5)),
      ])
    // Both ranges define the same parameter.
    #expect(try trial.suggest("a", in: 0...9) == trial.suggest("a", in: 0..<10))
  }

  @Test(arguments: SamplerCase.all)
  func `the values are those of the closed range`(sampler: SamplerCase) throws {
    func run(_ suggest: (Trial) throws -> Int) throws -> Study {
      let study = try Study("s", sampler: sampler.sampler, seed: 6)
      try study.optimize(trials: 20) { Double(try suggest($0)) }
      return study
    }
    let halfOpen = try run { try $0.suggest("n", in: 0..<10) }
    expectEqual(halfOpen, try run { try $0.suggest("n", in: 0...9) })
  }

  @Test func `an empty range is an error and not recorded`() throws {
    let trial = try Study(sampler: .random, seed: 1).ask()
    let count = 3
    let error = #expect(throws: SearchSpaceError.self) {
      try trial.suggest("layers", in: count..<count)
    }
    #expect(error?.code == .invalidRange)
    #expect(
      error?.description
        == "parameter \"layers\": the range 3..<3 is empty; give at least one value")
    #expect(throws: SearchSpaceError.self) { try trial.suggest("n", in: Int.min..<Int.min) }
    #expect(trial.snapshot.parameters.isEmpty)
    #expect(try trial.suggest("layers", in: count..<(count + 1)) == 3)
  }

  @Test func `bounds beyond 2^53 are an error as for closed ranges`() throws {
    let trial = try Study(sampler: .random, seed: 1).ask()
    let limit = 1 << 53
    #expect(throws: SearchSpaceError.self) { try trial.suggest("n", in: 0..<(limit + 2)) }
    #expect((0...limit).contains(try trial.suggest("n", in: 0..<(limit + 1))))
  }

  @Test func `fixed trials accept them`() throws {
    let trial = FixedTrial(["n": 4]).trial
    #expect(try trial.suggest("n", in: 0..<5) == 4)
    #expect(throws: (any Error).self) { try trial.suggest("n", in: 0..<0) }
  }
}
