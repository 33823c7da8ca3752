import Testing

@testable import Attune

/// Pruning by dominance in several named metrics.
@Suite struct DominancePrunerTests {
  /// The decision about a last, running trial, after trials with values of two metrics at step 3.
  private func decision(
    _ pruner: DominancePruner, _ others: [(Double?, Double?, TrialState)], own: (Double?, Double?),
    step: Int = 3
  ) -> PruningDecision {
    var history = TrialHistory(directions: [.minimize, .maximize])
    for (a, b, state) in others + [(own.0, own.1, .running)] {
      var trial = TrialSnapshot(number: history.count, id: history.count, state: state)
      if let a { trial.setMetric("a", IntermediateValue(step: step, value: a)) }
      if let b { trial.setMetric("b", IntermediateValue(step: step, value: b)) }
      if state == .complete { trial.values = [0, 0] }
      history.append(trial)
    }
    return pruner.decision(
      about: history[history.count - 1], in: PruningContext(history: history))
  }

  private func pruner(_ fraction: Double, startup: Int = 1) -> DominancePruner {
    .dominated(by: ["b": .maximize, "a": .minimize], fraction: fraction, startupTrials: startup)
  }

  // Smaller `a` and larger `b` are better.
  private let others: [(Double?, Double?, TrialState)] = [
    (1, 9, .complete), (2, 8, .pruned), (3, 3, .running), (9, 1, .complete),
    (0, 10, .failed), (0, 10, .waiting), (0, nil, .complete), (nil, 10, .complete),
  ]

  @Test func `a trial is pruned if the fraction of the trials at the step dominates it`() {
    // Of the four that count, the first three dominate (3, 2).
    #expect(
      decision(pruner(0.75), others, own: (3, 2))
        == .prune(PruningReason(rule: "dominated", step: 3, value: 0.75, threshold: 0.75)))
    #expect(decision(pruner(0.76), others, own: (3, 2)) == .proceed)
    // An equal trial does not dominate: two of four.
    #expect(decision(pruner(0.5), others, own: (3, 3)).shouldPrune)
    #expect(decision(pruner(0.51), others, own: (3, 3)) == .proceed)
  }

  @Test func `a trial on the front of its step continues`() {
    for own in [(1.0, 9.0), (0.5, 0.0), (100, 9.5)] {
      #expect(decision(pruner(0.001), others, own: own) == .proceed)
    }
    #expect(decision(pruner(0.001), others, own: (100, 8.9)).shouldPrune)
  }

  @Test func `NaN is the worst value`() {
    #expect(decision(pruner(1), others, own: (.nan, 0)).shouldPrune)
    #expect(decision(pruner(0.75), others, own: (9, .nan)).shouldPrune)
    // A good value of the other metric keeps the trial.
    #expect(decision(pruner(0.001), others, own: (.nan, 9.5)) == .proceed)
    #expect(decision(pruner(1), [(.nan, .nan, .complete)], own: (.nan, .nan)) == .proceed)
    #expect(decision(pruner(1), [(.nan, 0, .complete)], own: (.infinity, 0)) == .proceed)
  }

  @Test func `a trial without all metrics at a step continues`() {
    #expect(decision(pruner(0.001), others, own: (100, nil)) == .proceed)
    #expect(decision(pruner(0.001), others, own: (nil, -100)) == .proceed)
    #expect(decision(pruner(0.001), [], own: (100, -100)) == .proceed)
  }

  @Test func `counts and steps delay decisions`() {
    #expect(decision(pruner(0.5, startup: 4), others, own: (100, -100)).shouldPrune)
    #expect(decision(pruner(0.5, startup: 5), others, own: (100, -100)) == .proceed)
    func late(_ warmup: Int, minimum: Int = 1) -> DominancePruner {
      .dominated(
        by: ["a": .minimize, "b": .maximize], startupTrials: 0, warmupSteps: warmup, interval: 5,
        minimumTrials: minimum)
    }
    #expect(decision(late(3), others, own: (100, -100)).shouldPrune)
    #expect(decision(late(4), others, own: (100, -100)) == .proceed)
    #expect(decision(late(0, minimum: 4), others, own: (100, -100)).shouldPrune)
    #expect(decision(late(0, minimum: 5), others, own: (100, -100)) == .proceed)
  }

  @Test func `the summary has the metrics in the order of their names`() {
    #expect(
      pruner(0.25, startup: 5).summary
        == "DominancePruner(a: minimize, b: maximize, fraction: 0.25)")
  }

  /// A multi-objective study in which trials report both objectives.
  private func run(
    _ storage: any Storage = InMemoryStorage(),
    _ pruner: any Pruner = DominancePruner.dominated(
      by: ["loss": .minimize, "ms": .minimize], fraction: 0.3, startupTrials: 3),
    sampler: any Sampler = TPESampler.tpe(startupTrials: 4),
    interrupt: (Trial) throws -> Void = { _ in }
  ) throws -> Study {
    let study = try Study(
      "s", directions: [.minimize, .minimize], storage: storage, sampler: sampler,
      pruner: pruner, seed: 6)
    try study.optimize(trials: 20, progress: .none) { trial in
      let x = try trial.suggest("x", in: 0.0...1.0)
      let y = try trial.suggest("y", in: 0.0...1.0)
      for step in 0..<12 {
        try trial.report(x * x + y + 1 / Double(step + 1), step: step, metric: "loss")
        try interrupt(trial)
        try trial.checkPruning()
        try trial.report((1 - x) * (1 + y), step: step, metric: "ms")
        try interrupt(trial)
        try trial.checkPruning()
      }
      return [x * x + y, (1 - x) * (1 + y)]
    }
    return study
  }

  @Test func `a multi-objective study is pruned`() throws {
    let study = try run(sampler: RandomSampler())
    let pruned = study.trials.filter { $0.state == .pruned }
    #expect(pruned.count > 1 && pruned.count < 17)
    for trial in pruned {
      #expect(trial.values.isEmpty && trial.pruningReason?.rule == "dominated")
      #expect(trial.pruningReason?.step == trial.metrics["ms"]?.last?.step)
    }
    // A trial is not pruned at its front.
    #expect(!study.bestTrials.isEmpty)
    let replay = try PruningReplay(of: study.snapshot, with: study.pruner)
    #expect(replay.stoppedTrials.map(\.number) == pruned.map(\.number))
    #expect(replay.stoppedTrials.map(\.reason) == pruned.compactMap(\.pruningReason))
    #expect(replay.lostTrials.isEmpty && replay.bestRemainingTrial == nil)
    #expect(replay.rankedTrialCount == study.bestTrials.count)
  }

  @Test(arguments: StorageCase.allCases)
  func `an interrupted study resumes to the trials of an uninterrupted one`(
    storage: StorageCase
  ) throws {
    let whole = try run()
    var random = RandomStream(seed: 8)
    try storage.withStorage { open in
      for _ in 0..<1000 {
        let chance = UInt64.random(in: 5...40, using: &random)
        let study = try? run(
          open(),
          interrupt: { _ in
            if random.next() % chance == 0 { throw CancellationError() }
          })
        if let study, study.trials.finishedCount == 20 { break }
      }
      let resumed = try run(open())
      #expect(resumed.trials.contains { $0.attempts > 1 })
      expectEqual(resumed, whole)
    }
  }
}

extension TrialSnapshot {
  /// The number of attempts.
  fileprivate var attempts: Int { SystemAttribute.attempt(in: systemAttributes) ?? 0 }
}
