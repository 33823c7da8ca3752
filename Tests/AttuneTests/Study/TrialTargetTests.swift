import Testing

@testable import Attune

/// The number of trials that a run starts.
@Suite struct TrialTargetTests {
  @Test(arguments: StorageCase.allCases)
  func `the argument trials includes the trials of earlier runs`(
    storage: StorageCase
  ) throws {
    try storage.withStorage { open in
      var started: [Int] = []
      for target in [2, 5, 5, 3, 0, 6] {
        try Study("s", storage: open(), seed: 1).optimize(trials: target) { trial in
          started.append(trial.number)
          return 0.5
        }
      }
      #expect(started == [0, 1, 2, 3, 4, 5])
    }
  }

  @Test func `running again after completion records nothing`() throws {
    let storage = InMemoryStorage()
    let study = try Study("s", storage: storage, seed: 1)
    try study.optimize(trials: 3) { _ in 0.5 }
    let before = try storage.records(after: .start).records
    let reason = try study.optimize(trials: 3) { _ in
      Issue.record("no trial was to be started")
      return 0.5
    }
    #expect(reason == .ruleMet)
    #expect(try storage.records(after: .start).records == before)
  }

  @Test func `additional trials are counted from the start of the run`() throws {
    let study = try Study(seed: 1)
    try study.optimize(additionalTrials: 2) { _ in 0.5 }
    try study.optimize(additionalTrials: 3) { _ in 0.5 }
    try study.optimize(additionalTrials: 0) { _ in 0.5 }
    #expect(study.trials.count == 5)
  }

  @Test func `of two counts the first one reached ends the run`() throws {
    let study = try Study(seed: 1)
    try study.optimize(trials: 4, additionalTrials: 3) { _ in 0.5 }
    #expect(study.trials.count == 3)
    try study.optimize(trials: 4, additionalTrials: 3) { _ in 0.5 }
    #expect(study.trials.count == 4)
  }

  @Test func `failed and pruned trials count`() throws {
    struct Failure: Error {}
    let study = try Study(seed: 1)
    try study.optimize(trials: 9) { trial -> Double in
      switch trial.number % 3 {
      case 0: return 0.5
      case 1: throw TrialPruned()
      default: throw Failure()
      }
    }
    #expect(study.trials.finishedCount == 9)
    for state in [TrialState.complete, .pruned, .failed] {
      #expect(study.trials.count(of: state) == 3)
    }
  }

  @Test func `waiting trials do not count until they have been run`() throws {
    let study = try Study(seed: 1)
    for x in 0..<3 { try study.enqueue(["x": .int(x)]) }
    try study.optimize(trials: 2) { Double(try $0.suggest("x", in: 0...9)) }
    #expect(study.trials.map(\.state) == [.complete, .complete, .waiting])
  }

  @Test func `a distant time limit does not end a run`() throws {
    let study = try Study(seed: 1)
    try study.optimize(trials: 3, timeLimit: .seconds(86_400)) { _ in 0.5 }
    #expect(study.trials.count == 3)
  }

  @Test func `a run returns the reason for its end`() throws {
    #expect(try Study(seed: 1).optimize(trials: 1) { _ in 0.5 } == .ruleMet)
  }
}
