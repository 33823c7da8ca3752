import Synchronization
import Testing

@testable import Attune

/// What a study does with the decision of a pruner.
@Suite struct PruningDecisionTests {
  /// Notes the first report, and prunes at the third one for a reason.
  private struct Noting: Pruner {
    func decision(about trial: TrialSnapshot, in context: PruningContext) -> PruningDecision {
      let reports = trial.intermediateValues
      if reports.count < 3 {
        return PruningDecision(
          false, attributes: ["first": .float(reports[0].value), "of": .string(context.studyName)])
      }
      return .prune(PruningReason(rule: "third", step: 0, value: 7, threshold: .infinity))
    }
  }

  private func study(_ pruner: some Pruner, in storage: any Storage = .inMemory) throws -> Study {
    try Study("notes", storage: storage, sampler: .random, pruner: pruner, seed: 5)
  }

  @Test func `attributes are recorded before the objective continues`() throws {
    let storage = InMemoryStorage()
    let trial = try study(Noting(), in: storage).ask()
    _ = try trial.suggest("x", in: 0.0...1.0)
    try trial.report(2.5, step: 4)
    #expect(try !trial.shouldPrune())
    let other = try Study(loading: "notes", storage: storage)
    #expect(other.trials[0].systemAttributes["first"] == 2.5)
    #expect(other.trials[0].systemAttributes["of"] == "notes")
    // They are recorded once.
    let count = try storage.records(after: .start).records.count
    try trial.report(2.75, step: 5)
    #expect(try !trial.shouldPrune())
    #expect(try storage.records(after: .start).records.count == count + 1)
  }

  @Test func `the reason of a pruned trial is recorded with the step of its last report`() throws {
    let study = try study(Noting())
    try study.optimize(trials: 1) { trial in
      for step in 0..<9 {
        try trial.report(1.0, step: 2 * step)
        try trial.checkPruning()
      }
      return 1.0
    }
    let trial = study.trials[0]
    #expect(
      trial.pruningReason
        == PruningReason(rule: "third", step: 4, value: 7, threshold: .infinity))
    #expect(trial.description.hasSuffix("third at step 4: 7.0, threshold inf"))
    #expect(study.trials[0].systemAttributes["attune:pruned"]?.objectValue?["rule"] == "third")
    let page = study.snapshot.report()
    #expect(page.contains("pruned by") && page.contains("third at step 4: 7.0, threshold inf"))
  }

  @Test func `a pruner without a reason is named`() throws {
    struct Strict: Pruner {
      func decision(about trial: TrialSnapshot, in context: PruningContext) -> PruningDecision {
        true
      }
    }
    let study = try study(Strict())
    let trial = try study.ask()
    try trial.report(Double.nan, step: 3)
    #expect(try trial.shouldPrune())
    let reason = try #require(try study.tell(trial, .pruned).pruningReason)
    #expect(reason.rule == "Strict" && reason.step == 3 && reason.value.isNaN)
    #expect(reason.threshold == nil)
  }

  @Test func `a trial that ends by its own criterion has no reason`() throws {
    let study = try study(Noting())
    let trial = try study.ask()
    for step in 0..<3 { try trial.report(1.0, step: step) }
    #expect(try trial.shouldPrune())
    try trial.report(1.0, step: 3)
    #expect(try study.tell(trial, .pruned).pruningReason == nil)
    let other = try study.ask()
    for step in 0..<3 { try other.report(1.0, step: step) }
    #expect(try other.shouldPrune())
    #expect(try study.tell(other, 1).pruningReason == nil)
  }

  @Test func `a trial that was interrupted after a decision to prune is pruned at the same step`()
    throws
  {
    // The decision would be another one, since the rung is recorded.
    let pruner = SuccessiveHalvingPruner.successiveHalving(minimumResource: 2, reductionFactor: 2)
    let study = try study(pruner)
    for value in [1.0, 0.5] {
      let trial = try study.ask()
      try trial.report(value, step: 2)
      #expect(try !trial.shouldPrune())
      try study.tell(trial, value)
    }
    let first = try study.ask()
    try first.report(3.0, step: 2)
    #expect(try first.shouldPrune())
    try study.interrupt(first)
    let again = try study.ask()
    #expect(again.number == first.number)
    try again.report(3.0, step: 1)
    #expect(try !again.shouldPrune())
    try again.report(3.0, step: 2)
    #expect(try again.shouldPrune())
    let ended = try study.tell(again, .pruned)
    #expect(ended.systemAttributes["completed_rung_0"] == 3.0)
    #expect(ended.pruningReason?.rule == "successive halving")
    #expect(ended.pruningReason?.threshold == 0.5)
  }

  @Test func `asking throws when the decision cannot be recorded`() throws {
    let study = try study(Noting())
    let trial = try study.ask()
    try trial.report(1.0, step: 0)
    try study.tell(trial.number, .complete(1))
    #expect(throws: TrialError.self) { try trial.shouldPrune() }
  }

  @Test func `a sampler learns from the trials of its cohort only`() throws {
    struct Parity: Pruner {
      func decision(about trial: TrialSnapshot, in context: PruningContext) -> PruningDecision {
        false
      }
      func cohort(of trialNumber: Int, in context: PruningContext) -> Int? { trialNumber % 2 }
    }
    final class Witness: Sampler {
      let seen = Mutex<[Int: [Int]]>([:])

      func sample(
        _ request: ParameterRequest, in context: SamplingContext, using random: inout RandomStream
      ) throws(SamplingError) -> ParameterValue {
        let numbers = context.history.filter { $0.state == .complete }.map(\.number)
        seen.withLock { $0[context.trialNumber] = numbers }
        return request.distribution.randomValue(using: &random)
      }
    }
    func seen(_ pruner: some Pruner, batchSize: Int?) throws -> [Int: [Int]] {
      let sampler = Witness()
      let study = try Study(sampler: sampler, pruner: pruner, seed: 1)
      try study.optimize(trials: 6, parallelism: 1, batchSize: batchSize) { trial in
        try trial.suggest("x", in: 0.0...1.0)
      }
      return sampler.seen.withLock { $0 }
    }
    #expect(
      try seen(Parity(), batchSize: nil) == [0: [], 1: [], 2: [0], 3: [1], 4: [0, 2], 5: [1, 3]])
    #expect(
      try seen(Parity(), batchSize: 3) == [0: [], 1: [], 2: [], 3: [1], 4: [0, 2], 5: [1]])
    #expect(
      try seen(PatientPruner.patient(Parity(), patience: 1), batchSize: nil)[5] == [1, 3])
    #expect(try seen(NopPruner(), batchSize: nil)[4] == [0, 1, 2, 3])
  }

  @Test func `patient pruners leave the decision, the notes and the kind of reports to the other`()
    throws
  {
    let study = try study(PatientPruner.patient(Noting(), patience: 0))
    let trial = try study.ask()
    try trial.report(1.0, step: 0)
    #expect(try !trial.shouldPrune())
    #expect(trial.snapshot.systemAttributes["first"] == nil)
    try trial.report(2.0, step: 1)
    #expect(try !trial.shouldPrune())
    #expect(trial.snapshot.systemAttributes["first"] == 1.0)
    try trial.report(2.0, step: 2)
    #expect(try trial.shouldPrune())
    #expect(PatientPruner.patient(.wilcoxon(), patience: 2).reportKind == .instances)
  }
}
