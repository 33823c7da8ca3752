import Testing

@testable import Attune

/// Pruners that compare trials by a named metric.
@Suite struct MetricPrunerTests {
  /// The step at which each trial was pruned.
  private func steps(_ study: Study) -> [Int?] {
    study.trials.map { $0.state == .pruned ? $0.lastReportedStep : nil }
  }

  private func score(_ x: Double, _ number: Int, _ step: Int) -> Double {
    x + 0.25 * Double((step * 7 + number * 3) % 5) - 0.1 * Double(step)
  }

  @Test(arguments: PrunerCase.all, Direction.allCases)
  func `a metric has the decisions of a study with such reports`(
    item: PrunerCase, direction: Direction
  ) throws {
    func run(_ pruner: any Pruner, _ directions: [Direction], isNamed: Bool) throws -> Study {
      let study = try Study(
        "s", directions: directions, sampler: .random, pruner: pruner, seed: 3)
      while study.trials.count < 30 {
        let trial = try study.ask()
        let x = try trial.suggest("x", in: 0.0...1.0)
        var sum = 0.0
        var isPruned = false
        for step in 0..<12 where !isPruned {
          let value = score(x, trial.number, step)
          sum += value / 12
          if isNamed {
            try trial.report(value, step: step, metric: "score")
            try trial.report(Double(step), step: step, metric: "other")
          } else {
            try trial.report(value, step: step)
          }
          isPruned = try trial.shouldPrune()
        }
        let last = score(x, trial.number, 11)
        let value = item.pruner.reportKind == .instances ? sum : last
        try study.tell(
          trial, isPruned ? .pruned : .complete([value] + directions.dropFirst().map { _ in 0 }))
      }
      return study
    }
    let plain = try run(item.pruner, [direction], isNamed: false)
    func named(_ pruner: some Pruner) -> any Pruner { pruner.metric("score", direction: direction) }
    let other: Direction = direction == .minimize ? .maximize : .minimize
    let study = try run(named(item.pruner), [other, .minimize], isNamed: true)
    #expect(steps(study) == steps(plain))
    for (own, trial) in zip(study.trials, plain.trials) where own.state == .pruned {
      #expect(own.pruningReason?.step == trial.pruningReason?.step)
      #expect(own.pruningReason?.value == trial.pruningReason?.value)
      #expect(own.pruningReason?.threshold == trial.pruningReason?.threshold)
      #expect(own.pruningReason?.rule == trial.pruningReason.map { $0.rule + ", metric score" })
      #expect(own.values.isEmpty)
    }
    for (own, trial) in zip(study.trials, plain.trials) {
      for (key, value) in trial.systemAttributes where key.hasPrefix("completed_rung_") {
        #expect(own.systemAttributes["metric:score:" + key] == value)
        #expect(own.systemAttributes[key] == nil)
      }
    }
    if item.pruner is MedianPruner || item.pruner is SuccessiveHalvingPruner {
      #expect(study.trials.count(of: .pruned) > 3)
    }
  }

  @Test func `a pruner is pointed at a metric where it is given`() throws {
    let study = try Study(pruner: .median(startupTrials: 1).metric("ms", direction: .minimize))
    #expect(
      study.snapshot.pruner
        == "MetricPruner(ms, minimize, MedianPruner(startupTrials: 1))")
    for (number, ms) in [1.0, 2, 0.5].enumerated() {
      let trial = try study.ask()
      // The unnamed report is worse and worse, and does not matter.
      try trial.report(Double(number), step: 0)
      #expect(try !trial.shouldPrune())
      try trial.report(ms, step: 0, metric: "ms")
      #expect(try trial.shouldPrune() == (number == 1))
      try study.tell(trial, number == 1 ? .pruned : .complete(1))
    }
    #expect(study.trials[1].value == 1)
    #expect(
      study.trials[1].pruningReason
        == PruningReason(rule: "median, metric ms", step: 0, value: 2, threshold: 1))
  }

  @Test func `wrappers compose`() throws {
    let inner = PatientPruner.patient(.median(), patience: 2).metric("a", direction: .maximize)
    #expect(inner.summary == "MetricPruner(a, maximize, PatientPruner(MedianPruner, patience: 2))")
    #expect(!inner.requiresSingleObjective)
    let outer = PatientPruner.patient(inner, patience: 1)
    #expect(outer.requiresSingleObjective)
    #expect(WilcoxonPruner.wilcoxon().metric("a", direction: .minimize).reportKind == .instances)
  }

  @Test func `the cohorts are those of the other pruner`() throws {
    let hyperband = HyperbandPruner.hyperband(maximumResource: 81)
    let metric = hyperband.metric("a", direction: .minimize)
    let context = PruningContext(history: TrialHistory(directions: [.maximize, .minimize]))
    let plain = PruningContext(history: TrialHistory(directions: [.minimize]))
    #expect(
      (0..<30).map { metric.cohort(of: $0, in: context) }
        == (0..<30).map { hyperband.cohort(of: $0, in: plain) })
  }

  @Test func `a later metric of an interrupted attempt is not shown`() throws {
    let study = try Study(
      directions: [.minimize, .minimize], sampler: .random,
      pruner: .threshold(upper: 10).metric("b", direction: .minimize), seed: 1)
    let first = try study.ask()
    try first.report(1.0, step: 0, metric: "a")
    #expect(try !first.shouldPrune())
    try first.report(11.0, step: 0, metric: "b")
    try study.interrupt(first)
    let again = try study.ask()
    try again.report(1.0, step: 0, metric: "a")
    #expect(try !again.shouldPrune())
    try again.report(11.0, step: 0, metric: "b")
    #expect(try again.shouldPrune())
    #expect(try study.tell(again, .pruned).pruningReason?.threshold == 10)
  }
}
