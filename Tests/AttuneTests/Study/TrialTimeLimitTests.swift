import Testing

@testable import Attune

/// A trial that takes too long fails, and the study continues.
@Suite struct TrialTimeLimitTests {
  private let clock = ManualClock()
  private static let reason = "it took longer than 5.0 seconds"

  private func objective(_ trial: Trial) throws -> Double {
    let x = try trial.suggest("x", in: 0.0...1.0)
    if trial.number == 1 { clock.advance(by: .seconds(4)) }
    try trial.report(x, step: 0)
    if trial.number == 1 { clock.advance(by: .seconds(1)) }
    try trial.report(x, step: 1)
    try trial.checkPruning()
    if trial.number == 1 { Issue.record("the trial continued") }
    return x
  }

  @Test func `a trial that takes too long fails at its next call, and the study continues`()
    throws
  {
    let study = try Study(sampler: .random, seed: 1)
    let reason = try clock.run {
      try study.optimize(trials: 3, trialTimeLimit: .seconds(5), objective)
    }
    #expect(reason == .ruleMet)
    #expect(study.trials.map(\.state) == [.complete, .failed, .complete])
    #expect(study.trials[1].failureReason == Self.reason)
    // The report of the failing call is recorded.
    #expect(study.trials[1].intermediateValues.map(\.step) == [0, 1])
  }

  @Test func `with a limit of zero every call is too late`() throws {
    let study = try Study(sampler: .random, seed: 1)
    try study.optimize(trials: 4, trialTimeLimit: .zero, maxConsecutiveFailures: 1) { trial in
      try trial.suggest("x", in: 0.0...1.0)
    }
    #expect(study.trials.map(\.state) == Array(repeating: .failed, count: 4))
    #expect(study.trials.allSatisfy { $0.failureReason == "it took longer than 0.0 seconds" })
  }

  @Test func `a trial that takes too long neither adds to nor resets consecutive failures`() throws
  {
    struct Failure: Error {}
    let study = try Study(sampler: .random, seed: 1)
    #expect(throws: StudyError.self) {
      try clock.run {
        try study.optimize(trials: 9, trialTimeLimit: .seconds(5)) { trial -> Double in
          if trial.number % 2 == 0 { throw Failure() }
          clock.advance(by: .seconds(5))
          return try trial.suggest("x", in: 0.0...1.0)
        }
      }
    }
    #expect(study.trials.count == 5)
  }

  @Test func `a late value, a late pruning and a late error count`() throws {
    struct Failure: Error {}
    let study = try Study(sampler: .random, seed: 1)
    try clock.run {
      try study.optimize(trials: 3, trialTimeLimit: .seconds(5)) { trial in
        clock.advance(by: .seconds(9))
        do { try trial.checkPruning() } catch is CancellationError {}
        switch trial.number {
        case 0: return 0.5
        case 1: throw TrialPruned()
        default: throw Failure()
        }
      }
    }
    #expect(study.trials.map(\.state) == [.complete, .pruned, .failed])
    #expect(study.trials[2].failureReason == "Failure()")
  }

  @Test func `an interruption within the limit is not a timeout`() throws {
    let study = try Study(sampler: .random, seed: 1)
    #expect(throws: CancellationError.self) {
      try clock.run {
        try study.optimize(trials: 2, trialTimeLimit: .seconds(5)) { trial -> Double in
          clock.advance(by: .seconds(4))
          throw CancellationError()
        }
      }
    }
    #expect(study.trials.map(\.state) == [.waiting])
  }

  @Test func `if the run ends as well, the trial gets another attempt`() throws {
    let study = try Study(sampler: .random, seed: 1)
    let reason = try clock.run {
      try study.optimize(trials: 2, timeLimit: .seconds(5), trialTimeLimit: .seconds(5)) { trial in
        clock.advance(by: .seconds(5))
        return try trial.suggest("x", in: 0.0...1.0)
      }
    }
    #expect(reason == .timeLimitReached)
    #expect(study.trials.map(\.state) == [.waiting])
  }

  @Test func `each attempt has the whole time`() throws {
    let study = try Study(sampler: .random, seed: 1)
    for seconds in [6, 20] {
      try clock.run {
        try study.optimize(
          trials: 1, timeLimit: .seconds(seconds), trialTimeLimit: .seconds(10)
        ) { trial in
          for step in 0..<9 {
            clock.advance(by: .seconds(1))
            try trial.report(0.5, step: step)
          }
          return 0.5
        }
      }
    }
    #expect(study.trials.map(\.state) == [.complete])
  }

  @Test(arguments: [1, 2])
  func `threads have the limit as well`(parallelism: Int) throws {
    let study = try Study(sampler: .random, seed: 1)
    try study.optimize(trials: 5, parallelism: .workers(parallelism), trialTimeLimit: .zero) {
      trial in
      trial.number == 3 ? try trial.suggest("x", in: 0.0...1.0) : 0.5
    }
    #expect(
      study.trials.map(\.state) == [.complete, .complete, .complete, .failed, .complete])
  }

  @Test(.timeLimit(.minutes(5)))
  func `the task of an asynchronous objective is cancelled, and the next one's is not`()
    async throws
  {
    let study = try Study(sampler: .random, seed: 1)
    let reason = try await clock.run {
      try await study.optimize(trials: 3, trialTimeLimit: .seconds(5)) { trial in
        if trial.number == 1 {
          clock.advance(by: .seconds(5))
          try await Task.sleep(for: .seconds(3600))
        }
        try Task.checkCancellation()
        return 0.5
      }
    }
    #expect(reason == .ruleMet)
    #expect(study.trials.map(\.state) == [.complete, .failed, .complete])
    #expect(study.trials[1].failureReason == Self.reason)
  }

  @Test(.timeLimit(.minutes(5)))
  func `of several tasks only that of the late trial is cancelled`() async throws {
    let study = try Study(sampler: .random, seed: 1)
    let clock = clock
    let (starts, start) = AsyncStream.makeStream(of: Never.self)
    let (ends, end) = AsyncStream.makeStream(of: Never.self)
    try await clock.run {
      try await study.optimize(trials: 3, parallelism: 2, trialTimeLimit: .seconds(5)) { trial in
        switch trial.number {
        case 0:
          for await _ in starts {}
          clock.advance(by: .seconds(3))
        case 1:
          defer { end.finish() }
          start.finish()
          try await Task.sleep(for: .seconds(3600))
        default:
          clock.advance(by: .seconds(2))
          for await _ in ends {}
          try Task.checkCancellation()
        }
        return 0.5
      }
    }
    #expect(study.trials.map(\.state) == [.complete, .failed, .complete])
    #expect(study.trials[1].failureReason == Self.reason)
  }

  @MainActor
  @Test func `an objective with a limit runs in the isolation of the caller`() async throws {
    let study = try Study(sampler: .random, seed: 1)
    var count = 0
    try await study.optimize(
      trials: 3, timeLimit: .seconds(3600), trialTimeLimit: .seconds(3600)
    ) { trial in
      MainActor.assertIsolated()
      await Task.yield()
      MainActor.assertIsolated()
      count += 1
      return 0.5
    }
    #expect(count == 3)
  }
}
