import Testing

@testable import Attune

/// The time limit of a run interrupts running trials; the time rule lets them finish.
@Suite struct TimeLimitTests {
  private let clock = ManualClock()

  /// An objective that takes two seconds between its calls to the trial.
  private func slowly(_ trial: Trial) throws -> Double {
    let x = try trial.suggest("x", in: 0.0...1.0)
    clock.advance(by: .seconds(2))
    let y = try trial.suggest("y", in: 0.0...1.0)
    clock.advance(by: .seconds(2))
    try trial.checkPruning()
    return x + y
  }

  @Test func `the limit interrupts the running trial, which the next run completes`() throws {
    let whole = try Study("s", sampler: .random, seed: 1)
    try whole.optimize(trials: 3, slowly)
    let study = try Study("s", sampler: .random, seed: 1)
    let reasons = try (0..<4).map { _ in
      try clock.run { try study.optimize(trials: 3, timeLimit: .seconds(7), slowly) }
    }
    // Each trial takes four seconds, so the second one of a run is interrupted.
    #expect(reasons == [.timeLimitReached, .timeLimitReached, .ruleMet, .ruleMet])
    #expect(study.trials.map { TrialOwner(of: $0)?.attempt } == [1, 2, 2])
    expectEqual(study, whole)
  }

  @Test func `a trial interrupted at the limit waits with its parameters`() throws {
    let study = try Study(sampler: .random, seed: 1)
    try clock.run { try study.optimize(trials: 3, timeLimit: .seconds(6), slowly) }
    #expect(study.trials.map(\.state) == [.complete, .waiting])
    #expect(study.trials[1].parameters.map(\.name) == ["x"])
    #expect(study.trials[1].failureReason == nil)
  }

  @Test func `the time rule lets the running trial finish`() throws {
    let study = try Study(sampler: .random, seed: 1)
    let reason = try clock.run {
      try study.optimize(trials: 3, until: .time(.seconds(6)), slowly)
    }
    #expect(reason == .ruleMet)
    #expect(study.trials.map(\.state) == [.complete, .complete])
  }

  @Test func `a time limit of zero starts no trial`() throws {
    let study = try Study(seed: 1)
    #expect(try study.optimize(timeLimit: .zero) { _ in 0.5 } == .timeLimitReached)
    #expect(study.trials.isEmpty)
  }

  @Test func `a study that has reached its target is complete even without time`() throws {
    let study = try Study(seed: 1)
    try study.optimize(trials: 1) { _ in 0.5 }
    #expect(try study.optimize(trials: 1, timeLimit: .zero) { _ in 0.5 } == .ruleMet)
  }

  @Test func `a value that comes after the limit counts`() throws {
    let study = try Study(seed: 1)
    func run(trials: Int) throws -> StopReason {
      try clock.run {
        try study.optimize(trials: trials, timeLimit: .seconds(1)) { _ in
          clock.advance(by: .seconds(2))
          return 0.5
        }
      }
    }
    #expect(try run(trials: 1) == .ruleMet)
    #expect(try run(trials: 3) == .timeLimitReached)
    #expect(study.trials.map(\.state) == [.complete, .complete])
  }

  @Test(.timeLimit(.minutes(5)), arguments: [nil, 2])
  func `the limit interrupts all threads`(batchSize: Int?) throws {
    let study = try Study(sampler: .random, seed: 1)
    let barrier = Barrier(count: 2)
    func run() throws -> StopReason {
      try clock.run {
        try study.optimize(
          trials: 9, timeLimit: .seconds(5), parallelism: 2, batchSize: batchSize
        ) { trial -> Double in
          barrier.arrive()
          if trial.number == 0 { clock.advance(by: .seconds(5)) }
          while true { try trial.checkPruning() }
        }
      }
    }
    #expect(try run() == .timeLimitReached)
    #expect(study.trials.map(\.state) == [.waiting, .waiting])
  }

  @Test(.timeLimit(.minutes(5)))
  func `the limit cancels the task of an asynchronous objective`() async throws {
    let study = try Study(sampler: .random, seed: 1)
    let reason = try await clock.run {
      try await study.optimize(trials: 9, timeLimit: .seconds(5)) { trial in
        if trial.number == 1 {
          clock.advance(by: .seconds(5))
          try await Task.sleep(for: .seconds(3600))
        }
        return 0.5
      }
    }
    #expect(reason == .timeLimitReached)
    #expect(study.trials.map(\.state) == [.complete, .waiting])
  }

  @Test(.timeLimit(.minutes(5)), arguments: [nil, 3])
  func `the limit cancels the tasks of several objectives`(batchSize: Int?) async throws {
    let study = try Study(sampler: .random, seed: 1)
    let clock = clock
    let reason = try await clock.run {
      try await study.optimize(
        trials: 9, timeLimit: .seconds(5), parallelism: 3, batchSize: batchSize
      ) { trial in
        if trial.number == 2 { clock.advance(by: .seconds(5)) }
        try await Task.sleep(for: .seconds(3600))
        return 0.5
      }
    }
    #expect(reason == .timeLimitReached)
    #expect(study.trials.map(\.state) == [.waiting, .waiting, .waiting])
  }

  @Test func `cancelling the task does not count as a time limit`() async throws {
    let study = try Study(sampler: .random, seed: 1)
    let task = Task {
      try await study.optimize(trials: 5, timeLimit: .seconds(3600)) { trial in
        withUnsafeCurrentTask { $0?.cancel() }
        try await Task.sleep(for: .seconds(3600))
        return 0.5
      }
    }
    await #expect(throws: CancellationError.self) { try await task.value }
    #expect(study.trials.map(\.state) == [.waiting])
  }
}
