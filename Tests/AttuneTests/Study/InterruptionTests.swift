import Testing

@testable import Attune

/// A study whose objective is cancelled repeatedly gives the trials of an uninterrupted one.
@Suite struct InterruptionTests {
  private static let trialCount = 16

  @Test(arguments: SamplerCase.withPruners)
  func `an interrupted study resumes to the trials of an uninterrupted one`(
    sampler: SamplerCase, pruner: PrunerCase
  ) throws {
    let whole = try study(sampler, pruner)
    try whole.optimize(trials: Self.trialCount, RichObjective.value)
    for chance in 1...4 as ClosedRange<UInt64> {
      let storage = InMemoryStorage()
      let interruptions = try run(chance: chance) { try study(sampler, pruner, storage) }
      #expect(interruptions > 5)
      expectEqual(try study(sampler, pruner, storage), whole)
    }
  }

  @Test(arguments: SamplerCase.all)
  func `a study in a journal resumes to the trials of an uninterrupted one`(
    sampler: SamplerCase
  ) throws {
    let pruner = PrunerCase.standard
    let whole = try study(sampler, pruner)
    try whole.optimize(trials: Self.trialCount, RichObjective.value)
    try StorageCase.journal.withStorage { open in
      let interruptions = try run(chance: 9) { try study(sampler, pruner, open()) }
      #expect(interruptions > 5)
      expectEqual(try study(sampler, pruner, open()), whole)
    }
  }

  @Test func `the compared runs contain trials of every state`() throws {
    let whole = try study(SamplerCase.standard, PrunerCase.standard)
    try whole.optimize(trials: Self.trialCount, RichObjective.value)
    #expect(whole.trials.finishedCount == Self.trialCount)
    for state in [TrialState.complete, .pruned, .failed] {
      #expect(whole.trials.count(of: state) > 0)
    }
    // Some trials are after the start-up, so the model was used.
    #expect(whole.trials.contains { $0.systemAttributes.keys.contains { $0.hasPrefix("tpe:") } })
  }

  @Test(arguments: StorageCase.allCases)
  func `a trial interrupted between two suggestions keeps the first and samples the same second`(
    storage: StorageCase
  ) throws {
    let whole = try Study("s", sampler: .random, seed: 5)
    let expected = try whole.ask()
    let expectedX = try expected.suggest("x", in: 0.0...1.0)
    let expectedY = try expected.suggest("y", in: 0.0...1.0)
    try storage.withStorage { open in
      let first = try Study("s", storage: open(), sampler: .random, seed: 5)
      #expect(throws: CancellationError.self) {
        try first.optimize(trials: 1) { trial -> Double in
          let x = try trial.suggest("x", in: 0.0...1.0)
          #expect(x == expectedX)
          throw CancellationError()
        }
      }
      #expect(first.trials.map(\.state) == [.waiting])
      let second = try Study("s", storage: open(), sampler: .random, seed: 5)
      try second.optimize(trials: 1) { trial in
        #expect(trial.number == 0)
        #expect(trial.attempt == 2)
        let values = [
          try trial.suggest("x", in: 0.0...1.0), try trial.suggest("y", in: 0.0...1.0),
        ]
        #expect(values == [expectedX, expectedY])
        return 0.0
      }
    }
  }

  @Test(arguments: StorageCase.allCases)
  func `each interruption counts as an attempt`(storage: StorageCase) throws {
    try storage.withStorage { open in
      var attempts: [Int] = []
      for _ in 0..<3 {
        let study = try Study("s", storage: open(), sampler: .random, seed: 5)
        #expect(throws: CancellationError.self) {
          try study.optimize(trials: 1) { trial -> Double in
            attempts.append(trial.attempt)
            throw CancellationError()
          }
        }
      }
      attempts.append(try Study("s", storage: open()).ask().attempt)
      #expect(attempts == [1, 2, 3, 4])
    }
  }

  @Test func `a contradiction to an interrupted attempt fails the resumed trial`() throws {
    let study = try Study(sampler: .random, seed: 1)
    var isInterrupted = false
    func objective(_ trial: Trial) throws -> Double {
      _ = try trial.suggest("x", in: 0.0...1.0)
      if !isInterrupted {
        isInterrupted = true
        throw CancellationError()
      }
      return try trial.suggest("x", in: 0.0...2.0)
    }
    #expect(throws: CancellationError.self) { try study.optimize(trials: 1, objective) }
    try study.optimize(trials: 1, objective)
    #expect(study.trials[0].state == .failed)
    #expect(study.trials[0].failureReason?.contains("0.0...2.0") == true)
  }

  @Test func `reports are repeated, and the pruner sees no later steps of earlier attempts`() throws
  {
    struct Witness: Pruner {
      func decision(about trial: TrialSnapshot, in context: PruningContext) -> PruningDecision {
        PruningDecision(trial.intermediateValues.count > 3)
      }
    }
    let study = try Study(sampler: .random, pruner: Witness(), seed: 1)
    #expect(throws: CancellationError.self) {
      try study.optimize(trials: 1) { trial -> Double in
        for step in 0..<4 { try trial.report(Double(step), step: step) }
        throw CancellationError()
      }
    }
    #expect(study.trials[0].intermediateValues.map(\.step) == [0, 1, 2, 3])
    try study.optimize(trials: 1) { trial in
      #expect(try !trial.shouldPrune())
      for step in 0..<3 {
        try trial.report(Double(step) / 2, step: step)
        #expect(try !trial.shouldPrune())
      }
      try trial.report(7, step: 3)
      #expect(try trial.shouldPrune())
      return 0.0
    }
    #expect(study.trials[0].intermediateValues.map(\.value) == [0, 0.5, 1, 7])
  }

  /// Runs a study to its end with `CancellationError` at random points, and returns their number.
  private func run(chance seed: UInt64, _ open: () throws -> Study) throws -> Int {
    var chance = RandomStream(seed: seed)
    var interruptions = 0
    while true {
      do {
        try open().optimize(trials: Self.trialCount) { trial in
          try RichObjective.value(trial) { _ in
            if chance.uniform() < 0.12 { throw CancellationError() }
          }
        }
        return interruptions
      } catch is CancellationError {
        interruptions += 1
      }
    }
  }

  private func study(
    _ sampler: SamplerCase, _ pruner: PrunerCase, _ storage: any Storage = .inMemory
  ) throws -> Study {
    try Study(
      "resumed", storage: storage, sampler: sampler.sampler, pruner: pruner.pruner, seed: 6)
  }
}
