import Synchronization
import Testing

@testable import Attune

/// Stop rules that depend on a condition, or on the states of trials.
@Suite struct ConditionTests {
  private struct Failure: Error {}

  /// Completes the trials of even numbers, and fails the others.
  private static func completeEvenTrials(_ trial: Trial) throws -> Double {
    if trial.number % 2 == 1 { throw Failure() }
    return Double(trial.number)
  }

  // MARK: Conditions

  @Test func `a condition is evaluated before each trial`() throws {
    let study = try Study(sampler: .random, seed: 1)
    let counts = Mutex<[Int]>([])
    let rule = StopRule.when { history in
      counts.withLock { $0.append(history.count) }
      return history.count(of: .failed) == 2
    }
    let reason = try study.optimize(trials: 9, until: rule, Self.completeEvenTrials)
    #expect(reason == .ruleMet)
    #expect(study.trials.count == 4)
    #expect(counts.withLock { $0 } == [0, 1, 2, 3, 4])
    try study.optimize(until: rule) { _ in
      Issue.record("no trial was to be started")
      return 0.5
    }
  }

  @Test func `a condition is part of other rules`() throws {
    func count(_ rule: StopRule) throws -> Int {
      let study = try Study(sampler: .random, seed: 1)
      try study.optimize(trials: 9, until: rule, Self.completeEvenTrials)
      return study.trials.count
    }
    let hasFailed = StopRule.when { $0.count(of: .failed) > 0 }
    #expect(try count(hasFailed) == 2)
    #expect(try count(.any(hasFailed, .trials(1))) == 1)
    #expect(try count(.all(hasFailed, .trials(5))) == 5)
    #expect(try count(.when { _ in false }) == 9)
    #expect(try count(.when { _ in true }) == 0)
  }

  @Test func `a condition works in multi-objective studies`() throws {
    let study = try Study(directions: [.minimize, .maximize], sampler: .random, seed: 1)
    try study.optimize(trials: 9, until: .when { $0.bestTrials.count == 3 }) { trial in
      [Double(trial.number), Double(trial.number)]
    }
    #expect(study.trials.count == 3)
  }

  @Test(arguments: [2, 5])
  func `threads stop at a condition, and their running trials finish`(parallelism: Int) throws {
    let study = try Study(sampler: .random, seed: 1)
    let reason = try study.optimize(
      trials: 90, until: .when { $0.count(of: .complete) >= 6 },
      parallelism: .workers(parallelism), maxConsecutiveFailures: .max
    ) { try Self.completeEvenTrials($0) }
    #expect(reason == .ruleMet)
    #expect((6..<6 + parallelism).contains(study.trials.count(of: .complete)))
    #expect(study.trials.finishedCount == study.trials.count)
  }

  @Test(arguments: [1, 2, 7])
  func `with batches a condition sees the earlier batches`(parallelism: Int) throws {
    let study = try Study(sampler: .random, seed: 1)
    try study.optimize(
      trials: 90, until: .when { $0.count(of: .complete) >= 4 },
      parallelism: .workers(parallelism), batchSize: 3, maxConsecutiveFailures: .max
    ) { try Self.completeEvenTrials($0) }
    // The seventh trial is the fourth that completes.
    #expect(study.trials.count == 9)
  }

  @Test func `a resumed study stops at the same trial`() throws {
    let rule = StopRule.when { $0.count(of: .complete) >= 4 }
    for number in 0..<7 {
      let study = try Study(sampler: .random, seed: 1)
      #expect(throws: CancellationError.self) {
        try study.optimize(until: rule) { trial in
          if trial.number == number { throw CancellationError() }
          return try Self.completeEvenTrials(trial)
        }
      }
      try study.optimize(until: rule, Self.completeEvenTrials)
      #expect(study.trials.count == 7, "interrupted at \(number)")
    }
  }

  // MARK: States

  private static let counts: [(Set<TrialState>, Int)] = [
    ([.complete], 10), ([.pruned], 11), ([.failed], 12), ([.complete, .failed], 6),
    ([.complete, .pruned, .failed], 4),
  ]

  @Test(arguments: counts)
  func `trials count by their states`(states: Set<TrialState>, count: Int) throws {
    let study = try Study(sampler: .random, seed: 1)
    let reason = try study.optimize(until: .trials(4, states: states)) { trial -> Double in
      switch trial.number % 3 {
      case 0: return 0.5
      case 1: throw TrialPruned()
      default: throw Failure()
      }
    }
    #expect(reason == .ruleMet)
    #expect(study.trials.count == count)
  }

  @Test(arguments: StorageCase.allCases)
  func `the trials of earlier runs count by their states`(storage: StorageCase) throws {
    try storage.withStorage { open in
      for (target, count) in [(1, 1), (2, 3), (2, 3), (4, 7)] {
        let study = try Study("s", storage: open(), sampler: .random, seed: 1)
        try study.optimize(
          until: .trials(target, states: [.complete]), Self.completeEvenTrials)
        #expect(study.trials.count == count)
      }
    }
  }

  @Test(arguments: [1, 2, 5])
  func `threads complete exactly the given number of trials`(parallelism: Int) throws {
    for seed in 0..<20 {
      let study = try Study(sampler: .random, seed: UInt64(seed))
      let reason = try study.optimize(
        until: .trials(6, states: [.complete]), parallelism: .workers(parallelism),
        maxConsecutiveFailures: .max
      ) { try Self.completeEvenTrials($0) }
      #expect(reason == .ruleMet)
      #expect(study.trials.count(of: .complete) == 6)
      #expect(study.trials.finishedCount == study.trials.count)
    }
  }

  @Test(arguments: [1, 2, 3, 7])
  func `with batches any number of threads gives the same number of trials`(
    parallelism: Int
  ) throws {
    for batchSize in 1...5 {
      let study = try Study(sampler: .random, seed: 1)
      for target in [3, 6, 6] {
        let reason = try study.optimize(
          until: .trials(target, states: [.complete]), parallelism: .workers(parallelism),
          batchSize: batchSize, maxConsecutiveFailures: .max
        ) { try Self.completeEvenTrials($0) }
        #expect(reason == .ruleMet)
        #expect(study.trials.count == 2 * target - 1)
        #expect(study.trials.count(of: .complete) == target)
      }
    }
  }

  @Test(arguments: [1, 3])
  func `a run with batches that was interrupted anywhere completes the same number`(
    parallelism: Int
  ) throws {
    for number in 0..<11 {
      let study = try Study(sampler: .random, seed: 1)
      func run(_ interrupt: @Sendable (Trial) throws -> Void) throws {
        try study.optimize(
          until: .trials(6, states: [.complete]), parallelism: .workers(parallelism),
          batchSize: 4, maxConsecutiveFailures: .max
        ) { trial in
          try interrupt(trial)
          return try Self.completeEvenTrials(trial)
        }
      }
      #expect(throws: CancellationError.self) {
        try run { [number] in if $0.number == number { throw CancellationError() } }
      }
      try run { _ in }
      #expect(study.trials.count == 11, "interrupted at \(number)")
      #expect(study.trials.count(of: .complete) == 6)
    }
  }

  @Test func `tasks complete exactly the given number of trials`() async throws {
    let study = try Study(sampler: .random, seed: 1)
    try await study.optimize(
      until: .trials(6, states: [.complete]), parallelism: 4, maxConsecutiveFailures: .max
    ) { trial in
      await Task.yield()
      return try Self.completeEvenTrials(trial)
    }
    #expect(study.trials.count(of: .complete) == 6)
  }

  @Test(.timeLimit(.minutes(5)))
  func `a trial that fails while another thread sees enough of them is replaced`() throws {
    let study = try Study(sampler: .random, seed: 1)
    let started = Barrier(count: 2)
    try study.optimize(until: .trials(2, states: [.complete]), parallelism: 2) { trial in
      if trial.number < 2 { started.arrive() }
      if trial.number == 1 {
        while !study.trials[0].state.isFinished {}
        throw Failure()
      }
      return 0.5
    }
    #expect(study.trials.map(\.state) == [.complete, .failed, .complete])
  }

  @Test(.timeLimit(.minutes(5)))
  func `all threads continue when a rule that was met no longer is`() throws {
    let study = try Study(sampler: .random, seed: 1)
    let started = Barrier(count: 2)
    let continued = Barrier(count: 2)
    let wasMet = Flag()
    let isReopened = Flag()
    let rule = StopRule.when { history in
      guard history.count(of: .complete) == 1, !isReopened.isSet else { return false }
      wasMet.set()
      return true
    }
    let reason = try study.optimize(trials: 4, until: rule, parallelism: 2) { trial in
      switch trial.number {
      case 0: started.arrive()
      case 1:
        started.arrive()
        // The other thread leaves now.
        while !wasMet.isSet {}
        isReopened.set()
      default: continued.arrive()
      }
      return 0.5
    }
    #expect(reason == .ruleMet)
    #expect(study.trials.count(of: .complete) == 4)
  }

  @Test(arguments: StorageCase.allCases)
  func `workers together complete exactly the given number of trials`(
    storage: StorageCase
  ) throws {
    try storage.withStorage { open in
      let studies = try (0..<3).map { _ in
        try Study("s", storage: open(), sampler: .random, seed: 1)
      }
      try Threads.run(count: 3) { worker in
        try studies[worker].optimize(
          until: .trials(6, states: [.complete]), maxConsecutiveFailures: .max
        ) { try Self.completeEvenTrials($0) }
      }
      let study = try Study("s", storage: open())
      #expect(study.trials.count(of: .complete) == 6)
      #expect(study.trials.finishedCount == study.trials.count)
    }
  }

  @Test func `the expected number of trials is known only if all states count`() {
    #expect(StopRule.trials(7, states: [.complete]).expectedCount(finishedBefore: 2) == nil)
    #expect(
      StopRule.trials(7, states: [.failed, .complete, .pruned])
        .expectedCount(finishedBefore: 2) == 7)
    #expect(StopRule.when { _ in true }.expectedCount(finishedBefore: 2) == nil)
    let limited = StopRule.any(.trials(9), .trials(7, states: [.complete]))
    #expect(limited.expectedCount(finishedBefore: 2) == 9)
  }

  @Test func `only states of finished trials can count`() async {
    await #expect(processExitsWith: .failure) { _ = StopRule.trials(1, states: [.running]) }
    await #expect(processExitsWith: .failure) { _ = StopRule.trials(1, states: []) }
  }
}
