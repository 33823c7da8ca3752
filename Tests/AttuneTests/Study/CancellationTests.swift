import Synchronization
import Testing

@testable import Attune

/// `CancellationError` and cancelled tasks interrupt trials; they do not fail them.
@Suite struct CancellationTests {
  @Test
  func `an objective that throws CancellationError ends the run and leaves its trial waiting`()
    throws
  {
    let study = try Study(sampler: .random, seed: 1)
    #expect(throws: CancellationError.self) {
      try study.optimize(trials: 5) { trial in
        let x = try trial.suggest("x", in: 0.0...1.0)
        if trial.number == 2, trial.attempt == 1 { throw CancellationError() }
        return x
      }
    }
    #expect(study.trials.map(\.state) == [.complete, .complete, .waiting])
    #expect(study.trials[2].failureReason == nil)
    var numbers: [Int] = []
    try study.optimize(trials: 5) { trial in
      numbers.append(trial.number)
      return try trial.suggest("x", in: 0.0...1.0)
    }
    #expect(numbers == [2, 3, 4])
    #expect(study.trials.count == 5)
  }

  @Test func `an interruption does not count as a consecutive failure`() throws {
    struct Failure: Error {}
    let study = try Study(sampler: .random, seed: 1)
    #expect(throws: CancellationError.self) {
      try study.optimize(trials: 9, maxConsecutiveFailures: 3) { trial -> Double in
        if trial.number == 2 { throw CancellationError() }
        throw Failure()
      }
    }
    #expect(study.trials.map(\.state) == [.failed, .failed, .waiting])
  }

  @Test func `a run in a cancelled task starts nothing`() async throws {
    let study = try Study(sampler: .random, seed: 1)
    let task = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      try runSynchronously(study)
    }
    await #expect(throws: CancellationError.self) { try await task.value }
    #expect(study.trials.isEmpty)
  }

  private func runSynchronously(_ study: Study) throws {
    try study.optimize(trials: 3) { _ in 0.5 }
  }

  enum Call: CaseIterable, Sendable {
    case suggest, report, checkPruning
  }

  @Test(arguments: Call.allCases)
  func `cancelling the task interrupts the trial at its next call`(
    call: Call
  ) async throws {
    let study = try Study(sampler: .random, seed: 1)
    let task = Task {
      try await study.optimize(trials: 5) { trial in
        await Task.yield()
        let x = try trial.suggest("x", in: 0.0...1.0)
        if trial.number == 2 { withUnsafeCurrentTask { $0?.cancel() } }
        switch call {
        case .suggest: _ = try trial.suggest("y", in: 0.0...1.0)
        case .report: try trial.report(x, step: 0)
        case .checkPruning: try trial.checkPruning()
        }
        if trial.number == 2 { Issue.record("the trial continued") }
        return x
      }
    }
    await #expect(throws: CancellationError.self) { try await task.value }
    #expect(study.trials.map(\.state) == [.complete, .complete, .waiting])
    // The report of the interrupted call is recorded.
    #expect(study.trials[2].intermediateValues.count == (call == .report ? 1 : 0))
    #expect(study.trials[2].parameters.map(\.name) == ["x"])
  }

  @Test func `a trial that ends despite the cancellation is recorded with its result`() async throws
  {
    let study = try Study(sampler: .random, seed: 1)
    let task = Task {
      try await study.optimize(trials: 5) { trial in
        await Task.yield()
        withUnsafeCurrentTask { $0?.cancel() }
        return Double(trial.number)
      }
    }
    await #expect(throws: CancellationError.self) { try await task.value }
    #expect(study.trials.map(\.state) == [.complete])
  }

  /// Returns when the task is cancelled.
  private func cancellation() async {
    let (events, event) = AsyncStream.makeStream(of: Never.self)
    for await _ in events {}
    event.finish()
  }

  @Test(.timeLimit(.minutes(5)))
  func `cancelling the task of a parallel run interrupts all its trials`() async throws {
    let study = try Study(sampler: .random, seed: 1)
    let (starts, start) = AsyncStream.makeStream(of: Int.self)
    let task = Task {
      try await study.optimize(trials: 50, parallelism: 3) { trial in
        start.yield(trial.number)
        await cancellation()
        try trial.checkPruning()
        return 0.5
      }
    }
    var started: [Int] = []
    for await number in starts {
      started.append(number)
      if started.count == 3 { break }
    }
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
    #expect(started.sorted() == [0, 1, 2])
    #expect(study.trials.map(\.state) == [.waiting, .waiting, .waiting])
  }

  @Test(.timeLimit(.minutes(5)))
  func `cancelling the task that waits for threads interrupts their trials`() async throws {
    let study = try Study(sampler: .random, seed: 1)
    let (starts, start) = AsyncStream.makeStream(of: Int.self)
    let task = Task {
      func run() throws -> StopReason {
        try study.optimize(trials: 50, parallelism: 2) { trial -> Double in
          start.yield(trial.number)
          while true { try trial.checkPruning() }
        }
      }
      return try run()
    }
    var startCount = 0
    for await _ in starts {
      startCount += 1
      if startCount == 2 { break }
    }
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
    #expect(study.trials.map(\.state) == [.waiting, .waiting])
  }

  @Test func `a parallel trial that throws CancellationError interrupts the others`() throws {
    let study = try Study(sampler: .random, seed: 1)
    let barrier = Barrier(count: 3)
    #expect(throws: CancellationError.self) {
      try study.optimize(trials: 50, parallelism: 3) { trial -> Double in
        barrier.arrive()
        if trial.number == 1 { throw CancellationError() }
        while true { try trial.checkPruning() }
      }
    }
    #expect(study.trials.map(\.state) == [.waiting, .waiting, .waiting])
  }
}
