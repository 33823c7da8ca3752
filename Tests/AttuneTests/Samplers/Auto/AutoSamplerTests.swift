import AttuneTesting
import Testing

@testable import Attune

/// The portfolio divides trials between its samplers, and records which one each trial has.
@Suite struct AutoSamplerTests {
  private func members(_ study: Study) -> [String] {
    study.trials.map { $0.systemAttributes[AutoSampler.attribute]?.stringValue ?? "none" }
  }

  private func bowl(_ trial: Trial) throws -> Double {
    let x = try trial.suggest("x", in: -5.0...5.0)
    let y = try trial.suggest("y", in: -5.0...5.0)
    return x * x + y * y
  }

  @Test func `trials after the quasi-random ones are divided between the samplers`() throws {
    let study = try Study(sampler: .auto(), seed: 3)
    try study.optimize(trials: 60, bowl)
    let members = members(study)
    #expect(members.prefix(8).allSatisfy { $0 == "qmc" })
    let counts = Dictionary(members.dropFirst(8).map { ($0, 1) }, uniquingKeysWith: +)
    #expect(Set(counts.keys) == ["gp", "tpe"])
    // 52 draws with chances of at least 0.3: three standard deviations of 3.3 below 15.6.
    #expect(counts.values.allSatisfy { $0 > 5 })
  }

  @Test func `the chance shifts to the sampler that finds improvements`() throws {
    /// A history in which the trials of one member improve and those of the other do not.
    func chance(improving: PortfolioMember) throws -> Double {
      var builder = HistoryBuilder()
      for index in 0..<20 {
        let member: PortfolioMember = index.isMultiple(of: 2) ? .gp : .tpe
        var trial = TrialTemplate()
        trial.state = .complete
        trial.values = [member == improving ? -Double(index) : 100]
        trial.systemAttributes = [AutoSampler.attribute: .string(member.rawValue)]
        builder.add(unchecked: trial)
      }
      return PortfolioChance(of: .gp, and: .tpe, in: try builder.history()).value
    }
    #expect(try chance(improving: .gp) == 0.7)
    #expect(try chance(improving: .tpe) == 0.3)
    #expect(
      PortfolioChance(of: .gp, and: .tpe, in: TrialHistory(directions: [.minimize])).value == 0.5)
  }

  @Test func `several objectives are sampled by TPE`() throws {
    let study = try Study(directions: [.minimize, .maximize], sampler: .auto(), seed: 3)
    try study.optimize(trials: 20) { trial in
      let x = try trial.suggest("x", in: 0.0...1.0)
      return [x, x * x]
    }
    #expect(members(study).dropFirst(8).allSatisfy { $0 == "tpe" })
  }

  @Test func `more than five hundred trials are sampled by TPE`() throws {
    let storage = InMemoryStorage()
    let filled = try Study("many", storage: storage, sampler: .random, seed: 1)
    try filled.optimize(trials: 501, progress: .none, bowl)
    let study = try Study("many", storage: storage, sampler: .auto())
    try study.optimize(trials: 509, progress: .none, bowl)
    #expect(members(study).suffix(8).allSatisfy { $0 == "tpe" })
  }

  @Test func `an interrupted trial keeps its sampler`() throws {
    let storage = InMemoryStorage()
    let study = try Study("cut", storage: storage, sampler: .auto(), seed: 3)
    try study.optimize(trials: 20, progress: .none, bowl)
    do {
      try study.optimize(trials: 21, progress: .none) { trial -> Double in
        _ = try trial.suggest("x", in: -5.0...5.0)
        _ = trial.snapshot
        throw CancellationError()
      }
    } catch is CancellationError {}
    let before = members(study)[20]
    let resumed = try Study("cut", storage: storage, sampler: .auto())
    try resumed.optimize(trials: 21, progress: .none, bowl)
    #expect(members(resumed)[20] == before)
    #expect(before != "none")
  }

  @Test func `the optimum of a bowl is found more exactly than by random search`() throws {
    func best(_ sampler: any Sampler, seed: UInt64) throws -> Double {
      let study = try Study(sampler: sampler, seed: seed)
      try study.optimize(trials: 40, bowl)
      return study.bestTrial?.value ?? .infinity
    }
    for seed in 0..<3 as Range<UInt64> {
      #expect(try best(.auto(), seed: seed) < 0.01 * best(.random, seed: seed))
    }
  }
}
