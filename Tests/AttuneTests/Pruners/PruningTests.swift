import Testing

@testable import Attune

/// Pruners in a study: unpromising trials are pruned, promising ones are not.
@Suite struct PruningTests {
  /// Runs trials with constant reports, and returns the step at which each was pruned.
  private func run(
    _ pruner: any Pruner, direction: Direction = .minimize, _ values: [Double]
  ) throws -> [Int?] {
    let study = try Study(
      direction: direction, sampler: .random, pruner: AnyPruner(pruner), seed: 1)
    try study.optimize(trials: values.count) { trial in
      let value = values[trial.number]
      for step in 0..<4 {
        try trial.report(value, step: step)
        try trial.checkPruning()
      }
      return value
    }
    return study.trials.map { $0.state == .pruned ? $0.lastIntermediateValue?.step : nil }
  }

  private func settings(
    _ change: (inout PercentilePruner.Configuration) -> Void
  ) -> PercentilePruner.Configuration {
    var configuration = PrunerCase.early
    change(&configuration)
    return configuration
  }

  @Test func `a trial that is worse than the median is pruned at once`() throws {
    #expect(try run(.median(PrunerCase.early), [1, 3, 2.5, 2, 0]) == [nil, nil, 0, nil, nil])
    #expect(
      try run(.median(PrunerCase.early), direction: .maximize, [3, 1, 1.5, 2, 5]) == [
        nil, nil, 0, nil, nil,
      ])
  }

  @Test func `no trial is pruned before the startup trials are complete`() throws {
    #expect(
      try run(.median(settings { $0.startupTrials = 4 }), [1, 2, 9, 9, 9, 9])
        == [nil, nil, nil, nil, 0, 0])
  }

  @Test func `no trial is pruned before the warmup step`() throws {
    #expect(try run(.median(settings { $0.warmupSteps = 2 }), [1, 1, 9]) == [nil, nil, 2])
  }

  @Test func `trials are checked at intervals`() throws {
    let rule = settings { (rule: inout PercentilePruner.Configuration) in
      rule.warmupSteps = 1
      rule.interval = 2
    }
    let study = try Study(sampler: .random, pruner: .median(rule), seed: 1)
    try study.optimize(trials: 2) { trial in
      for step in 0..<6 { try trial.report(0.0, step: step) }
      return 0.0
    }
    let trial = try study.ask()
    var decisions: [Bool] = []
    for step in 0..<6 {
      try trial.report(9.0, step: step)
      decisions.append(try trial.shouldPrune())
    }
    #expect(decisions == [false, true, false, true, false, true])
  }

  @Test func `the percentile is the limit`() throws {
    let values = [1.0, 2, 3, 4]
    // The first four trials are not pruned; they determine the percentiles.
    let rule = settings { $0.startupTrials = 4 }
    for (percentile, kept) in [(0.0, 1.0), (25, 1.75), (50, 2.5), (75, 3.25), (100, 4)] {
      #expect(try run(.percentile(percentile, rule), values + [kept])[4] == nil)
      #expect(try run(.percentile(percentile, rule), values + [kept + 0.01])[4] == 0)
    }
  }

  @Test func `no trial is pruned without a pruner`() throws {
    #expect(try run(.none, [1, 1, 9, .infinity, .nan]).prefix(4) == [nil, nil, nil, nil])
  }

  @Test func `a trial whose reports are all NaN is pruned`() throws {
    #expect(try run(.median(PrunerCase.early), [1, 1, .nan, 1]) == [nil, nil, 0, nil])
  }
}

/// A pruner whose type is known only at run time.
private struct AnyPruner: Pruner {
  private let pruner: any Pruner

  init(_ pruner: any Pruner) {
    self.pruner = pruner
  }

  func decision(about trial: TrialSnapshot, in context: PruningContext) -> PruningDecision {
    pruner.decision(about: trial, in: context)
  }
}
