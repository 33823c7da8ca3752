import Testing

@testable import Attune

/// The rules that end a run.
@Suite struct StopRuleTests {
  /// Runs a study whose trials return the given values, nil for failures; returns their number.
  private func count(
    _ rule: StopRule, direction: Direction = .minimize, _ values: [Double?]
  ) throws -> Int {
    struct Failure: Error {}
    let study = try Study(direction: direction, sampler: .random, seed: 1)
    try study.optimize(trials: values.count, until: rule, maxConsecutiveFailures: .max) { trial in
      guard let value = values[trial.number] else { throw Failure() }
      return value
    }
    return study.trials.count
  }

  @Test func `a target is met by a value that is at least as good`() throws {
    #expect(try count(.target(2), [5, 4, 2, 1]) == 3)
    #expect(try count(.target(2), [5, 4, 1, 0]) == 3)
    #expect(try count(.target(2), [5, 4, 3, 3]) == 4)
    #expect(try count(.target(4), direction: .maximize, [1, 3, 4, 9]) == 3)
    #expect(try count(.target(4), direction: .maximize, [1, 3, 2, 3]) == 4)
    #expect(try count(.target(-.infinity), [1, -.infinity, 2]) == 2)
  }

  @Test func `a target is not met by failures, pruned or infeasible trials`() throws {
    #expect(try count(.target(2), [nil, .nan, 3, 1, 0]) == 4)
    let study = try Study(sampler: .random, seed: 1)
    try study.optimize(trials: 6, until: .target(0)) { trial in
      if trial.number == 1 {
        try trial.report(-1, step: 0)
        throw TrialPruned()
      }
      try trial.setConstraint("c", to: trial.number == 2 ? 1 : 0)
      return trial.number == 2 || trial.number == 4 ? -1.0 : 1.0
    }
    #expect(study.trials.count == 5)
  }

  @Test func `a target met by an earlier run ends the next one at once`() throws {
    let study = try Study(seed: 1)
    try study.optimize(trials: 2) { _ in 0.5 }
    try study.optimize(additionalTrials: 5, until: .target(0.5)) { _ in 0.1 }
    #expect(study.trials.count == 2)
  }

  @Test func `no improvement counts the finished trials since the best one`() throws {
    #expect(try count(.noImprovement(trials: 2), [5, 6, 4, 4, 3.9, 7, 7, 1]) == 7)
    #expect(try count(.noImprovement(trials: 2), [5, 6, nil, 1]) == 3)
    #expect(try count(.noImprovement(trials: 2), direction: .maximize, [5, 4, 6, 7, 7, 7, 8]) == 6)
    // An equal value is no improvement.
    #expect(try count(.noImprovement(trials: 3), [5, 5, 5, 5, 1]) == 4)
    // Without a best trial all trials count.
    #expect(try count(.noImprovement(trials: 3), [nil, .nan, nil, 1]) == 3)
  }

  @Test func `no improvement counts earlier runs`() throws {
    let study = try Study(seed: 1)
    try study.optimize(trials: 4) { Double($0.number) }
    try study.optimize(until: .noImprovement(trials: 5)) { Double($0.number) }
    #expect(study.trials.count == 6)
  }

  @Test func `any is met by one of its rules`() throws {
    #expect(try count(.any(.trials(4), .target(0)), [1, 1, 1, 1, 1]) == 4)
    #expect(try count(.any(.trials(4), .target(0)), [1, 0, 1, 1, 1]) == 2)
    #expect(try count(.any(), [1, 1, 1]) == 3)
  }

  @Test func `all is met when all its rules are met`() throws {
    #expect(try count(.all(.trials(2), .target(0)), [0, 1, 1, 1]) == 2)
    #expect(try count(.all(.trials(2), .target(0)), [1, 1, 1, 0, 1]) == 4)
    #expect(try count(.all(), [1, 1, 1]) == 3)
  }

  @Test func `rules nest`() throws {
    let rule = StopRule.all(
      .trials(3), .any(.target(0), .all(.target(1), .noImprovement(trials: 2))))
    #expect(try count(rule, [0, 2, 2, 2, 2]) == 3)
    #expect(try count(rule, [2, 1, 1, 1, 2]) == 4)
    #expect(try count(rule, [2, 2, 2, 2, 2]) == 5)
  }

  private static let historical: [StopRule] = [
    .trials(5), .target(3), .noImprovement(trials: 2), .any(.target(3), .trials(4)),
    .all(.target(5), .noImprovement(trials: 1)),
    .all(.trials(5), .any(.target(3), .noImprovement(trials: 3))),
  ]

  @Test(arguments: historical)
  func `a resumed study stops at the same trial, wherever it was interrupted`(
    rule: StopRule
  ) throws {
    let values: [Double?] = [7, 5, 6, nil, 3, 4, 4, 4, 2]
    struct Failure: Error {}
    func run(interruptedAt isInterrupted: (Trial) -> Bool) throws -> Int {
      let storage = InMemoryStorage()
      while true {
        let study = try Study("s", storage: storage, sampler: .random, seed: 1)
        do {
          try study.optimize(trials: values.count, until: rule, maxConsecutiveFailures: .max) {
            trial in
            if isInterrupted(trial) { throw CancellationError() }
            guard let value = values[trial.number] else { throw Failure() }
            return value
          }
          #expect(study.trials.finishedCount == study.trials.count)
          return study.trials.count
        } catch is CancellationError {}
      }
    }
    let whole = try count(rule, values)
    #expect((1..<values.count).contains(whole))
    for number in 0..<whole {
      #expect(try run { $0.number == number && $0.attempt == 1 } == whole, "at \(number)")
    }
    #expect(try run { $0.attempt <= 2 } == whole, "at every trial, twice")
  }

  @Test func `a rule has the same effect as an argument`() throws {
    let study = try Study(seed: 1)
    try study.optimize(until: .trials(2)) { _ in 0.5 }
    try study.optimize(until: .additionalTrials(2)) { _ in 0.5 }
    try study.optimize(until: .time(.zero)) { _ in 0.5 }
    #expect(study.trials.count == 4)
  }

  @Test func `a target is never met in a multi-objective study`() throws {
    let study = try Study(directions: [.minimize, .maximize], sampler: .random, seed: 1)
    try study.optimize(
      trials: 4, until: .any(.target(0), .noImprovement(trials: 1))
    ) { _ in [0, 0] }
    #expect(study.trials.count == 4)
  }

  private static let forecasts: [(StopRule, Int?)] = [
    (.trials(7), 7), (.additionalTrials(7), 9), (.time(.zero), nil), (.target(0), nil),
    (.noImprovement(trials: 3), nil), (.any(.trials(7), .additionalTrials(3)), 5),
    (.all(.trials(7), .additionalTrials(3)), 7), (.any(.target(0), .trials(4)), 4), (.any(), nil),
  ]

  @Test(arguments: forecasts)
  func `a rule returns the expected number of trials`(rule: StopRule, expected: Int?) {
    #expect(rule.expectedCount(finishedBefore: 2) == expected)
  }
}
