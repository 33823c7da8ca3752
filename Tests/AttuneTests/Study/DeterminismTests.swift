import Testing

@testable import Attune

/// The same seed gives the same trials, in every storage.
@Suite struct DeterminismTests {
  @Test(arguments: SamplerCase.withPruners)
  func `the same seed gives the same trials`(sampler: SamplerCase, pruner: PrunerCase) throws {
    expectEqual(try run(sampler, pruner, seed: 6), try run(sampler, pruner, seed: 6))
  }

  @Test(arguments: SamplerCase.all)
  func `a journal gives the same trials as memory`(sampler: SamplerCase) throws {
    let pruner = PrunerCase.standard
    try StorageCase.journal.withStorage { open in
      let journal = try run(sampler, pruner, seed: 6, count: 10, open())
      let memory = try run(sampler, pruner, seed: 6, count: 10)
      expectEqual(journal, memory)
      // The journal contains the same trials.
      expectEqual(try Study("s", storage: open()), memory)
    }
  }

  // Without scrambling, the points of a sequence are the same in all studies.
  @Test(arguments: SamplerCase.all.filter { ($0.sampler as? QMCSampler)?.isScrambled != false })
  func `different seeds give different trials`(sampler: SamplerCase) throws {
    let studies = try (1...4).map { seed in
      try run(sampler, PrunerCase.never, seed: seed)
    }
    // Models of one objective may agree on a bound of the range.
    for number in 0..<(sampler.sampler is GPSampler ? 4 : 16) {
      let values = studies.map { $0.trials[number].parameters["x"] }
      #expect(Set(values).count == 4, "trial \(number) has \(values)")
    }
  }

  @Test(arguments: SamplerCase.all)
  func `several runs of a study give the same trials as a single run`(
    sampler: SamplerCase
  ) throws {
    let storage = InMemoryStorage()
    for count in [1, 2, 5, 9, 14, 20] {
      _ = try run(sampler, PrunerCase.standard, seed: 8, count: count, storage)
    }
    expectEqual(
      try Study("s", storage: storage),
      try run(sampler, PrunerCase.standard, seed: 8, count: 20))
  }

  // The order in which parameters are defined selects their dimensions in a sequence.
  @Test(arguments: SamplerCase.all.filter { !$0.startsWithSequence })
  func `start-up values do not depend on the order of suggestions`(
    sampler: SamplerCase
  ) throws {
    let values = try self.values(["a", "b", "c"], sampler)
    #expect(try self.values(["c", "a", "b"], sampler) == values)
    #expect(Set(values.values).count == 3)
  }

  @Test(arguments: SamplerCase.all)
  func `ask and tell give the same trials as a run`(sampler: SamplerCase) throws {
    let asked = try Study("s", sampler: sampler.sampler, pruner: .none, seed: 6)
    for _ in 0..<16 {
      let trial = try asked.ask()
      do {
        try asked.tell(trial, try RichObjective.value(trial))
      } catch let error as RichObjective.Diverged {
        try asked.tell(trial, .failed(reason: String(describing: error)))
      }
    }
    expectEqual(asked, try run(sampler, PrunerCase.never, seed: 6))
  }

  private func values(
    _ names: [String], _ sampler: SamplerCase
  ) throws -> [String: Double] {
    let trial = try Study(sampler: sampler.sampler, seed: 3).ask()
    let pairs = try names.map { ($0, try trial.suggest($0, in: 0.0...1.0)) }
    return Dictionary(uniqueKeysWithValues: pairs)
  }

  private func run(
    _ sampler: SamplerCase, _ pruner: PrunerCase, seed: UInt64, count: Int = 16,
    _ storage: any Storage = .inMemory
  ) throws -> Study {
    let study = try Study(
      "s", storage: storage, sampler: sampler.sampler, pruner: pruner.pruner, seed: seed)
    try study.optimize(trials: count, RichObjective.value)
    return study
  }
}
