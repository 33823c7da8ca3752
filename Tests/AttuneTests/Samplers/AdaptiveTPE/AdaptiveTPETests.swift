import AttuneTesting
import Testing

@testable import Attune

@Suite struct AdaptiveTPETests {
  /// The record of complete trials with variants and losses.
  private func record(_ outcomes: [(AdaptiveTPESampler.Variant, Double)]) -> VariantRecord {
    var record = VariantRecord()
    for (number, (variant, loss)) in outcomes.enumerated() {
      record.add(
        TrialSnapshot(
          number: number, id: number, state: .complete, values: [loss],
          systemAttributes: ["attune:atpe": .string(variant.rawValue)]), .minimize)
    }
    return record
  }

  /// How often each variant is chosen in 2,000 draws.
  private func counts(_ record: VariantRecord) -> [AdaptiveTPESampler.Variant: Int] {
    var random = RandomStream(seed: 4)
    var counts: [AdaptiveTPESampler.Variant: Int] = [:]
    for _ in 0..<2000 {
      counts[record.choice(of: [.standard, .wide], using: &random), default: 0] += 1
    }
    return counts
  }

  @Test func `variants without trials are chosen equally often`() {
    #expect(abs((counts(VariantRecord())[.wide] ?? 0) - 1000) < 100)
  }

  /// P(X > Y) for X ~ Beta(6, 1) and Y ~ Beta(1, 6) is 1 − 6! 6! / 12! = 0.9989.
  @Test func `the variant that succeeds more often is chosen more often`() {
    // The losses of the one decrease, so that each is the best; those of the other increase.
    let outcomes = (0..<5).flatMap { index in
      [(AdaptiveTPESampler.Variant.wide, -Double(index)), (.standard, 100 + Double(index))]
    }
    #expect(counts(record(outcomes))[.wide] ?? 0 > 1980)
  }

  @Test func `only the newest trials count`() {
    let old = (0..<100).map { (AdaptiveTPESampler.Variant.wide, -Double($0)) }
    let new = (0..<60).map { (AdaptiveTPESampler.Variant.standard, 1 + Double($0)) }
    let counts = counts(record(old + new))
    // No trial of the one is left, and the other one has failed: Beta(1, 1) against Beta(1, 61).
    #expect(counts[.wide] ?? 0 > 1900)
  }

  /// ε² by hand: the ranks 0, 1, 2, 3 in groups (0, 1), (2, 3) have η² = 4 / 5.
  @Test func `the influence of a choice is the corrected correlation ratio`() {
    let influence = LockedParameters.influence(
      [0, 0, 1, 1], on: [0, 1, 2, 3], isCategorical: true)
    #expect(influence.isClose(to: 1 - 0.2 * 3 / 2, within: 1e-15))
    #expect(LockedParameters.influence([0, 1, 0, 1], on: [0, 1, 3, 2], isCategorical: true) == 0)
    #expect(LockedParameters.influence([1, 1, 1], on: [0, 1, 2], isCategorical: true) == 0)
  }

  @Test func `numbers with an influence are found also if the best ones are in the middle`() {
    var random = RandomStream(seed: 1)
    let x = (0..<80).map { _ in random.uniform() }
    let other = (0..<80).map { _ in random.uniform() }
    let losses = x.map { abs($0 - 0.5) }
    let ranks = losses.map { loss in Double(losses.count { $0 < loss }) }
    let influence = LockedParameters.influence(x, on: ranks, isCategorical: false)
    #expect(influence > 0.5)
    #expect(LockedParameters.influence(other, on: ranks, isCategorical: false) < 0.2)
  }

  private static let objective: @Sendable (Trial) throws -> Double = { trial in
    let x = try trial.suggest("x", in: -5.0...5.0)
    let y = try trial.suggest("y", in: -5.0...5.0)
    _ = try trial.suggest("z", in: -5.0...5.0)
    return (x - 1) * (x - 1) + 0.1 * y * y
  }

  @Test func `the variant of each trial is recorded`() throws {
    let study = try Study(sampler: .adaptiveTPE(), pruner: .none, seed: 1)
    try study.optimize(trials: 80, Self.objective)
    let variants = study.trials.map { $0.systemAttributes["attune:atpe"]?.stringValue }
    #expect(variants.prefix(10).allSatisfy { $0 == nil })
    #expect(
      Set(variants.dropFirst(10)) == Set(AdaptiveTPESampler.Variant.allCases.map(\.rawValue)))
  }

  @Test func `locked parameters keep values of the best trial`() throws {
    var configuration = AdaptiveTPESampler.Configuration()
    configuration.variants = [.locked]
    let study = try Study(sampler: AdaptiveTPESampler(configuration), pruner: .none, seed: 1)
    try study.optimize(trials: 60, Self.objective)
    let z = study.trials.dropFirst(30).map { $0.parameters["z"] }
    // The parameter without influence is locked in most trials.
    #expect(Set(z).count < 20)
    #expect(Set(study.trials.dropFirst(30).map { $0.parameters["x"] }).count > 20)
  }

  @Test func `an interrupted trial keeps its variant and its values`() throws {
    let whole = try Study("s", sampler: .adaptiveTPE(), pruner: .none, seed: 3)
    try whole.optimize(trials: 31, Self.objective)
    let storage = InMemoryStorage()
    func study() throws -> Study {
      try Study("s", storage: storage, sampler: .adaptiveTPE(), pruner: .none, seed: 3)
    }
    let first = try study()
    #expect(throws: CancellationError.self) {
      try first.optimize(trials: 31) { trial in
        guard trial.number == 30 else { return try Self.objective(trial) }
        _ = try trial.suggest("x", in: -5.0...5.0)
        try study().optimize(additionalTrials: 8) { -1000 - (try Self.objective($0)) }
        throw CancellationError()
      }
    }
    let last = try study()
    try last.optimize(trials: last.trials.count, Self.objective)
    #expect(last.trials[30].parameters == whole.trials[30].parameters)
    let key = "attune:atpe"
    #expect(
      last.trials[30].systemAttributes[key] == whole.trials[30].systemAttributes[key])
  }

  @Test func `it is better than random search`() throws {
    func best(_ sampler: some Sampler, _ seed: UInt64) throws -> Double {
      let study = try Study(sampler: sampler, pruner: .none, seed: seed)
      try study.optimize(trials: 60, Self.objective)
      return try #require(study.bestValue)
    }
    let wins = try (0..<10 as Range<UInt64>).count { seed in
      try best(.adaptiveTPE(), seed) < best(.random, seed)
    }
    #expect(wins >= 9)
  }
}
