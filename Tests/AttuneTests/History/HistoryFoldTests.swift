import AttuneTesting
import Synchronization
import Testing

@testable import Attune

/// The states of folds, compared with those that are computed from all trials.
@Suite struct HistoryFoldTests {
  /// The numbers of the trials of a fold in their order.
  private typealias Numbers = HistoryFold<[Int]>

  private static func makeFold(_ calls: Counter = Counter()) -> Numbers {
    Numbers([]) { numbers, trial in
      calls.increment()
      numbers.append(trial.number)
    }
  }

  @Test func `a fold contains complete and pruned trials in the order in which they ended`() throws
  {
    let study = try Study(seed: 1)
    let trials = try (0..<6).map { _ in try study.ask() }
    let fold = Self.makeFold()
    #expect(fold.state(at: study.trials).isEmpty)
    for (number, result) in [
      (3, TrialResult.complete(1)), (1, .pruned), (4, .failed(reason: "none")),
    ] {
      try study.tell(trials[number], result)
    }
    #expect(fold.state(at: study.trials) == [3, 1])
    try study.tell(trials[0], .complete(2))
    #expect(fold.state(at: study.trials) == [3, 1, 0])
  }

  @Test func `each trial is added once`() throws {
    let calls = Counter()
    let fold = Self.makeFold(calls)
    let study = try Study(seed: 1)
    for count in 1...20 {
      try study.tell(study.ask(), 1.0)
      #expect(fold.state(at: study.trials) == Array(0..<count))
      #expect(fold.state(at: study.trials).count == count)
    }
    #expect(calls.value == 20)
  }

  @Test func `interleaved studies and earlier histories have their own states`() throws {
    let fold = Self.makeFold()
    var random = RandomStream(seed: 5)
    let studies = try (0..<4).map { try Study("\($0)", seed: 1) }
    var histories: [TrialHistory] = []
    for _ in 0..<200 {
      let study = studies[random.index(below: studies.count)]
      let trial = try study.ask()
      let result: TrialResult =
        [.complete(1), .pruned, .failed(reason: "none")][random.index(below: 3)]
      try study.tell(trial, result)
      histories.append(study.trials)
      let history = histories[random.index(below: histories.count)]
      #expect(fold.state(at: history) == Self.makeFold().state(at: history))
    }
  }

  @Test func `threads get the states of their histories`() async throws {
    let fold = Self.makeFold()
    let study = try Study(seed: 1)
    let histories = try (0..<60).map { _ in
      try study.tell(study.ask(), 1.0)
      return study.trials
    }
    await withTaskGroup(of: Bool.self) { group in
      for worker in 0..<8 {
        group.addTask {
          (0..<300).allSatisfy { step in
            let index = (step * (2 * worker + 1)) % histories.count
            return fold.state(at: histories[index]) == Array(0...index)
          }
        }
      }
      for await isCorrect in group { #expect(isCorrect) }
    }
  }

  @Test func `a study that is opened again has the same state`() throws {
    let storage = InMemoryStorage()
    let fold = Self.makeFold()
    for count in [5, 9] {
      let study = try Study(storage: storage, pruner: .none, seed: 1)
      try study.optimize(trials: count, progress: .none) { Double($0.number) }
      #expect(fold.state(at: study.trials) == Array(0..<count))
    }
  }
}
