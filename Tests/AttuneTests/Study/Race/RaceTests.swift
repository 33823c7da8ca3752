import Synchronization
import Testing

@testable import Attune

/// Races of the best configurations of a study.
@Suite struct RaceTests {
  /// A noisy objective of one choice, whose losses without noise are 0, 0.4, 0.8 and so on.
  private static func objective(_ trial: Trial) throws -> Double {
    let n = try trial.suggest("n", in: 0...5)
    var random = RandomStream(seed: try trial.seed, stream: UInt64(n))
    return 0.4 * Double(n) + random.normal()
  }

  private func started(_ storage: InMemoryStorage = InMemoryStorage()) throws -> Study {
    let study = try Study(
      "s", storage: storage, sampler: .grid(["n": [0, 1, 2, 3, 4, 5]]), pruner: .median(),
      seed: 1)
    try study.optimize(trials: 6, progress: .none, Self.objective)
    return study
  }

  @Test func `the best configuration wins`() throws {
    let study = try started()
    let result = try study.race(
      top: 4, until: .trials(2000), progress: .none, Self.objective)
    let winner = try #require(result.winner)
    #expect(result.reason == .ruleMet)
    #expect(winner.parameters.map(\.recordedValue) == [0])
    #expect(result.contestants.count == 4)
    #expect(result.contestants[0].trial.number == winner.number)
    #expect(result.contestants.map(\.hasLeft) == [false, true, true, true])
    // Values go where they decide.
    #expect(result.contestants[0].valueCount > result.contestants[3].valueCount)
    let recommended = try #require(study.recommended)
    #expect(recommended.trial.number == winner.number)
    #expect(recommended.source == .mean)
    #expect(recommended.estimate == result.contestants[0].mean)
    #expect(study.trials.dropFirst(6).allSatisfy { $0.repeatedTrialNumber != nil })
    // Again, it does nothing.
    let count = study.trials.count
    let again = try study.race(top: 4, until: .trials(4000), progress: .none, Self.objective)
    #expect(study.trials.count == count)
    #expect(again.winner?.number == winner.number)
  }

  @Test func `contestants have the same new seeds in a round`() throws {
    let study = try started()
    let seeds = Mutex<[Int: Set<UInt64>]>([:])
    try study.race(top: 3, until: .additionalTrials(6), progress: .none) { trial in
      let seed = try trial.seed
      seeds.withLock { _ = $0[trial.number / 3, default: []].insert(seed) }
      return try Self.objective(trial)
    }
    let first = RandomStream.repeatSeed(0, seed: 1)
    let known = seeds.withLock { $0 }
    #expect(known.values.allSatisfy { $0.count == 1 && !$0.contains(first) })
    #expect(known.count == 2)
    #expect(known[2] != known[3])
  }

  @Test(arguments: [1, 2, 7, 11])
  func `an interrupted race continues`(trials: Int) throws {
    let whole = try started()
    let expected = try whole.race(
      top: 3, until: .trials(600), progress: .none, Self.objective)
    let storage = InMemoryStorage()
    let first = try started(storage)
    let undecided = try first.race(
      top: 3, until: .additionalTrials(trials), progress: .none, Self.objective)
    #expect(undecided.winner == nil)
    let second = try Study("s", storage: storage)
    #expect(throws: CancellationError.self) {
      try second.race(top: 3, until: .trials(600), progress: .none) { trial in
        if trial.number == 20 { throw CancellationError() }
        return try Self.objective(trial)
      }
    }
    let last = try Study("s", storage: storage)
    let result = try last.race(
      top: 3, until: .trials(600), progress: .none, Self.objective)
    #expect(result.winner?.number == expected.winner?.number)
    #expect(last.trials.map(\.values) == whole.trials.map(\.values))
    #expect(last.trials.map(\.parameters) == whole.trials.map(\.parameters))
  }

  @Test func `threads and tasks give the same race`() async throws {
    let whole = try started()
    let expected = try whole.race(top: 4, until: .trials(600), progress: .none, Self.objective)
    let threads = try started()
    let result = try threads.race(
      top: 4, until: .trials(600), parallelism: 3, progress: .none, Self.objective)
    #expect(result.contestants.map(\.mean) == expected.contestants.map(\.mean))
    let tasks = try started()
    let other = try await tasks.race(top: 4, until: .trials(600), progress: .none) { trial in
      await Task.yield()
      return try Self.objective(trial)
    }
    #expect(other.contestants.map(\.mean) == expected.contestants.map(\.mean))
  }

  @Test func `another race starts when trials were added`() throws {
    let study = try started()
    try study.race(top: 3, until: .additionalTrials(3), progress: .none, Self.objective)
    try study.enqueue(["n": 5])
    try study.optimize(additionalTrials: 1, progress: .none, Self.objective)
    // Two repeats of the earlier race, and the enqueued trial, are in the queue and run first.
    let result = try study.race(
      top: 3, until: .additionalTrials(9), progress: .none, Self.objective)
    #expect(result.contestants.map(\.valueCount) == [2, 2, 2])
  }

  @Test func `trials of a race are not pruned, and keep the budget`() throws {
    let study = try Study(sampler: .random, pruner: .median(startupTrials: 1), seed: 2)
    func objective(_ trial: Trial) throws -> Double {
      let x = try trial.suggest("x", in: 0.0...1.0)
      try trial.report(trial.number < 6 ? x : 1000, step: 1)
      try trial.checkPruning()
      return x + Double(try trial.budget)
    }
    try study.optimize(
      trials: 6, budget: .halving(from: 4, to: 4), progress: .none, objective)
    let result = try study.race(
      top: 2, until: .additionalTrials(4), progress: .none, objective)
    #expect(study.trials.dropFirst(6).prefix(4).allSatisfy { $0.state == .complete })
    #expect(result.contestants.map(\.valueCount) == [2, 2])
  }

  @Test func `a race needs one objective and two configurations`() throws {
    let study = try Study(sampler: .random, seed: 2)
    try study.enqueue(["n": 1])
    try study.optimize(trials: 1, progress: .none, Self.objective)
    let error = #expect(throws: StudyError.self) {
      try study.race(until: .trials(9), progress: .none, Self.objective)
    }
    #expect(error?.description.contains("has 1 complete, feasible configurations") == true)
    let other = try Study(directions: [.minimize, .minimize], sampler: .random)
    #expect(throws: StudyError.self) {
      try other.race(until: .trials(9), progress: .none) { _ in [1, 2] }
    }
  }
}
