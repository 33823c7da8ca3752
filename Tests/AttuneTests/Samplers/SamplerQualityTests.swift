import Testing

@testable import Attune

/// Model-based samplers find better values than random search.
@Suite struct SamplerQualityTests {
  /// The best values of 60 trials on a quadratic function with a choice and an integer, for eight
  /// seeds.
  private func bests(_ sampler: any Sampler) throws -> [Double] {
    try (1...8 as ClosedRange<UInt64>).map { seed in
      let study = try Study(sampler: AnySampler(sampler), pruner: .none, seed: seed)
      try study.optimize(trials: 60) { trial in
        let x = try trial.suggest("x", in: -5.0...5.0)
        let y = try trial.suggest("y", in: -5.0...5.0)
        let n = try trial.suggest("n", in: 0...10)
        let kind = try trial.suggest("kind", from: ["good", "bad", "worse"])
        let offset = ["good": 0.0, "bad": 5, "worse": 10][kind] ?? .nan
        return (x - 1) * (x - 1) + (y + 2) * (y + 2) + Double((n - 7) * (n - 7)) + offset
      }
      return try #require(study.bestValue)
    }
  }

  @Test(arguments: [true, false])
  func `TPE beats random search for most seeds`(isMultivariate: Bool) throws {
    let random = try bests(.random)
    let tpe = try bests(SamplerCase.tpe { $0.isMultivariate = isMultivariate })
    // If both were equally good, at least seven wins of eight would have a probability of 0.035.
    // The seeds are fixed.
    #expect(zip(tpe, random).count { $0 < $1 } >= 7)
  }

  @Test func `the startup trials of TPE are those of random search`() throws {
    func values(_ sampler: any Sampler) throws -> [JSONValue?] {
      let study = try Study(sampler: AnySampler(sampler), pruner: .none, seed: 4)
      try study.optimize(trials: 12) { try $0.suggest("x", in: 0.0...1.0) }
      return study.trials.map { $0.parameters["x"] }
    }
    let (tpe, random) = (try values(.tpe()), try values(.random))
    #expect(tpe.prefix(10) == random.prefix(10))
    #expect(tpe[10] != random[10])
  }

  @Test func `parallel trials of TPE have different values`() throws {
    let study = try Study(sampler: .tpe(), seed: 1)
    try study.optimize(trials: 15) { try $0.suggest("x", in: 0.0...1.0) }
    let values = try (0..<8).map { _ in try study.ask().suggest("x", in: 0.0...1.0) }
    #expect(Set(values).count == 8)
  }
}

/// A sampler whose type is known only at run time.
private struct AnySampler: Sampler {
  private let sampler: any Sampler

  init(_ sampler: any Sampler) {
    self.sampler = sampler
  }

  func sample(
    _ request: ParameterRequest, in context: SamplingContext, using random: inout RandomStream
  ) throws(SamplingError) -> ParameterValue {
    try sampler.sample(request, in: context, using: &random)
  }

  func plan(
    in context: SamplingContext, using random: inout RandomStream
  ) throws(SamplingError) -> TrialPlan {
    try sampler.plan(in: context, using: &random)
  }
}
