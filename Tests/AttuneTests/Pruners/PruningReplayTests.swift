import Testing

@testable import Attune

/// Replays of recorded reports under another pruner.
@Suite struct PruningReplayTests {
  /// A study of finished trials, for which times are given in microseconds.
  private static func study(
    _ trials: [Trial], _ directions: [Direction] = [.minimize], name: String = "replay"
  ) -> StudySnapshot {
    var history = TrialHistory(directions: directions)
    for trial in trials {
      var snapshot = TrialSnapshot(
        number: history.count, id: 100 + history.count, state: trial.state,
        values: trial.state == .complete ? [trial.reports.last?.1 ?? 0] : [],
        startTime: trial.times.map { Timestamp(microsecondsSince1970: $0.0) },
        endTime: trial.times.map { Timestamp(microsecondsSince1970: $0.1) })
      for (step, value) in trial.reports { snapshot.setIntermediateValue(value, step: step) }
      snapshot.systemAttributes = trial.attributes
      history.append(snapshot)
    }
    return StudySnapshot(
      name: name, trials: history, userAttributes: [:], systemAttributes: [:])
  }

  private struct Trial {
    var state = TrialState.complete
    var reports: [(Int, Double)]
    var times: (Int64, Int64)?
    var attributes = JSONObject()

    init(_ values: [Double], from first: Int = 0, _ state: TrialState = .complete) {
      self.state = state
      reports = values.enumerated().map { ($0 + first, $1) }
    }
  }

  private static let references = [
    "median", "median:startup=3,warmup=2,interval=3,trials=2", "percentile:25",
    "patient:2,pruner=median", "successive-halving:minimum=1,factor=3", "hyperband:maximum=12",
  ]

  @Test(arguments: references, Direction.allCases)
  func `a replay stops trials where Optuna's pruner does`(
    specification: String, direction: Direction
  ) throws {
    let fixture = try Fixture.object("Pruners/replays.json")
    let trials = try fixture.array("trials").map { item in
      let pair = try #require(item.arrayValue)
      var trial = Trial([], pair[0] == "fail" ? .failed : .complete)
      trial.reports = try #require(pair[1].arrayValue).map { report in
        let report = try #require(report.arrayValue)
        return (try #require(report[0].intValue), try report[1].referenceNumber())
      }
      return trial
    }
    let expected = try #require(
      fixture["stops"]?.objectValue?["\(direction)"]?.objectValue?[specification]?.arrayValue)
    let pruner = try PrunerCatalogue.pruner(specification)
    for order in ReplayOrder.allCases {
      let replay = try PruningReplay(
        of: Self.study(trials, [direction]), with: pruner, order: order)
      var steps = [Int?](repeating: nil, count: trials.count)
      for stopped in replay.stoppedTrials { steps[stopped.number] = stopped.reason.step }
      #expect(steps == expected.map(\.intValue))
      #expect(replay.trialCount == 60 && !replay.stoppedTrials.isEmpty)
    }
  }

  @Test(arguments: PrunerCase.all)
  func `a replay with the pruner of the study stops the trials that were pruned`(
    item: PrunerCase
  ) throws {
    let study = try Study("own", sampler: .random, pruner: item.pruner, seed: 4)
    try study.optimize(trials: 30) { trial in
      let x = try trial.suggest("x", in: 0.0...1.0)
      for step in 0..<12 {
        try trial.report(x + x * Double((step * 7 + trial.number) % 5), step: step)
        try trial.checkPruning()
      }
      return x
    }
    let replay = try PruningReplay(of: study.snapshot, with: item.pruner)
    let pruned = study.trials.filter { $0.state == .pruned }
    #expect(replay.stoppedTrials.map(\.number) == pruned.map(\.number))
    #expect(replay.stoppedTrials.map(\.reason) == pruned.compactMap(\.pruningReason))
    #expect(replay.prunedTrials == pruned.map(\.number))
    #expect(replay.savedSteps == 0 && replay.lostTrials.isEmpty)
    #expect(replay.bestRemainingTrial == study.trials.bestTrial?.number)
  }

  @Test func `steps and the best trials are counted`() throws {
    // Trials of 4, 4, 2 and 3 steps; those above 10 are stopped at their first such report.
    let trials = [
      Trial([5, 6, 12, 1]), Trial([3, 3, 3, 2]), Trial([11, 12], .pruned),
      Trial([9, 9, 11], .failed),
      Trial([0.5], .running), Trial([]),
    ]
    let replay = try PruningReplay(of: Self.study(trials), with: .threshold(upper: 10))
    #expect(replay.stoppedTrials.map(\.number) == [0, 2, 3])
    #expect(replay.stoppedTrials.map(\.reason.step) == [2, 0, 2])
    #expect(replay.stoppedTrials.map(\.lastStep) == [3, 1, 2])
    #expect(replay.stoppedTrials.map(\.savedSteps) == [1, 1, 0])
    // Trial 5, without reports, has the value 0, so trial 0 is the second best.
    #expect(replay.stoppedTrials.map(\.rank) == [2, nil, nil])
    #expect(replay.trialCount == 4 && replay.rankedTrialCount == 3)
    #expect(replay.totalSteps == 13 && replay.savedSteps == 2)
    #expect(replay.savedFraction == 2.0 / 13)
    #expect(replay.lostTrials.map(\.number) == [0])
    #expect(replay.bestRemainingTrial == 5)
    #expect(replay.prunedTrials == [2])
    #expect(
      replay.description == """
        study "replay" replayed with ThresholdPruner(upper: 10.0): 4 trials with reports, by their \
        recorded times
        stopped: 3 trials
        saved: 2 of 13 steps (15.38 %)
        lost: 1 of the 3 best trials: 0
        1 trial was pruned in the study, and the curves end there: compared with a study without \
        pruning, the saved steps are a lower bound
        """)
  }

  @Test func `steps from 1 on are as many as the last step`() throws {
    var trial = Trial([1, 11])
    trial.reports = [(1, 1), (9, 11), (27, 1)]
    let replay = try PruningReplay(of: Self.study([trial]), with: .threshold(upper: 10))
    #expect(replay.totalSteps == 27 && replay.savedSteps == 18)
  }

  @Test func `reports on instances are counted, not steps`() throws {
    struct Strict: Pruner {
      var reportKind: ReportKind { .instances }

      func decision(about trial: TrialSnapshot, in context: PruningContext) -> PruningDecision {
        PruningDecision(trial.intermediateValues.count == 2)
      }
    }
    var trial = Trial([])
    trial.reports = [(3, 1), (5, 1), (8, 2), (9, 2)]
    let replay = try PruningReplay(of: Self.study([trial]), with: Strict())
    #expect(replay.totalSteps == 4 && replay.savedSteps == 2)
    #expect(replay.stoppedTrials[0].reason == PruningReason(rule: "Strict", step: 5, value: 1))
  }

  @Test func `the order of reports follows from the recorded times`() throws {
    // Trial 0 reports at 10, 20, 30 and 40; trial 1 at 6, 7, 8 and 9, before trial 0 is complete.
    var slow = Trial([1, 1, 1, 1])
    slow.times = (0, 40)
    var quick = Trial([9, 9, 9, 9])
    quick.times = (5, 9)
    // Trial 2 reports at 24, 48, 72 and 96: trial 1 is complete at the first, trial 0 at the second.
    var late = Trial([8, 8, 8, 8])
    late.times = (0, 96)
    let study = Self.study([slow, quick, late])
    let pruner = MedianPruner.median(startupTrials: 1)
    let times = try PruningReplay(of: study, with: pruner)
    #expect(times.stoppedTrials.map(\.number) == [2])
    // The median of 1 and 9 is 5.
    #expect(
      times.stoppedTrials[0].reason
        == PruningReason(rule: "median", step: 1, value: 8, threshold: 5))
    // Trials start in the order 0, 2, 1.
    let sequential = try PruningReplay(of: study, with: pruner, order: .sequential)
    #expect(sequential.stoppedTrials.map(\.number) == [1, 2])
    #expect(sequential.stoppedTrials.map(\.reason.threshold) == [1, 1])
    #expect(sequential.stoppedTrials.map(\.reason.step) == [0, 0])
  }

  @Test func `what the pruner of the study noted does not count`() throws {
    var trials = (0..<6).map { Trial([Double($0), Double($0)], from: 1) }
    let pruner = SuccessiveHalvingPruner.successiveHalving(minimumResource: 1, reductionFactor: 2)
    let plain = try PruningReplay(of: Self.study(trials), with: pruner)
    for index in trials.indices { trials[index].attributes["completed_rung_0"] = -1 }
    let noted = try PruningReplay(of: Self.study(trials), with: pruner)
    #expect(plain.stoppedTrials == noted.stoppedTrials)
    #expect(plain.stoppedTrials.count == 5)
  }

  @Test func `values of a file cannot overflow`() throws {
    var trials = [Trial([1, 2]), Trial([11, 2]), Trial([1, 2])]
    for index in trials.indices {
      trials[index].reports = [(0, 11), (.max - 1, 1), (.max, 1)]
    }
    trials[0].times = (.min, .max)
    trials[1].times = (.max, .min)
    let replay = try PruningReplay(of: Self.study(trials), with: .threshold(upper: 10))
    #expect(replay.stoppedTrials.count == 3)
    #expect(replay.totalSteps == .max && replay.savedSteps == .max)
  }

  @Test func `a study without reports or with several objectives cannot be replayed`() throws {
    let empty = #expect(throws: AnalysisError.self) {
      try PruningReplay(of: Self.study([Trial([])]), with: .median())
    }
    #expect(empty?.code == .noTrials)
    let several = #expect(throws: AnalysisError.self) {
      try PruningReplay(of: Self.study([Trial([1])], [.minimize, .maximize]), with: .median())
    }
    #expect(several?.code == .unsupported)
  }
}
