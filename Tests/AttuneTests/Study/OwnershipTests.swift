import Testing

@testable import Attune

/// Ownership of trials: a trial of a running worker is not taken over.
@Suite struct OwnershipTests {
  @Test(arguments: StorageCase.allCases)
  func `a trial of another running worker is not taken over`(storage: StorageCase) throws {
    try storage.withStorage { open in
      let one = try Study("s", storage: open(), seed: 1)
      let other = try Study("s", storage: open(), seed: 1)
      let trial = try one.ask()
      #expect(try other.ask().number == 1)
      #expect(try one.ask().number == 2)
      try one.tell(trial, 0.5)
      #expect(try other.ask().number == 3)
      #expect(other.trials.map(\.state) == [.complete, .running, .running, .running])
    }
  }

  @Test(arguments: StorageCase.allCases)
  func `a target counts the running trials of other workers`(storage: StorageCase) throws {
    try storage.withStorage { open in
      let one = try Study("s", storage: open(), sampler: .random, seed: 1)
      let other = try Study("s", storage: open(), sampler: .random, seed: 1)
      let trial = try one.ask()
      try other.optimize(trials: 3) { _ in 0.5 }
      #expect(other.trials.finishedCount == 2)
      try one.tell(trial, 0.5)
      try other.optimize(trials: 3) { _ in 0.5 }
      #expect(other.trials.finishedCount == 3)
      #expect(other.trials.count == 3)
    }
  }

  @Test(arguments: StorageCase.allCases)
  func `a worker can record the result of a trial of another worker`(storage: StorageCase) throws {
    try storage.withStorage { open in
      let one = try Study("s", storage: open(), seed: 1)
      let trial = try one.ask()
      _ = try trial.suggest("x", in: 0.0...1.0)
      let told = try Study("s", storage: open()).tell(trial.number, .complete(0.5))
      #expect(told.value == 0.5)
      #expect(told.parameters.map(\.name) == ["x"])
      let error = #expect(throws: StudyError.self) { try one.tell(trial, 0.25) }
      #expect(error?.code == .notRunning)
    }
  }

  @Test func `a running trial of another program is neither taken over nor counted`() throws {
    let storage = InMemoryStorage()
    let study = try Study("s", storage: storage, sampler: .random, seed: 1)
    _ = try storage.append(after: .start) { _ throws(StorageError) in
      [
        LogRecord(
          worker: "optuna", operation: .createTrial(study: 0, TrialTemplate(startTime: .now())))
      ]
    }
    var numbers: [Int] = []
    try study.optimize(trials: 2) { trial in
      numbers.append(trial.number)
      return 0.5
    }
    #expect(numbers == [1, 2])
    #expect(study.trials[0].state == .running)
  }

  @Test func `a trial on another machine is not taken over`() throws {
    let storage = InMemoryStorage()
    let study = try Study("s", storage: storage, sampler: .random, seed: 1)
    let distant = TrialOwner(
      worker: "distant",
      process: ProcessIdentity(machine: "mars", boot: "", namespace: "", number: 1, start: 1),
      attempt: 1)
    var template = TrialTemplate(startTime: .now())
    template.systemAttributes[SystemAttribute.owner] = distant.json
    _ = try storage.append(after: .start) { _ throws(StorageError) in
      [LogRecord(worker: "distant", operation: .createTrial(study: 0, template))]
    }
    #expect(try study.ask().number == 1)
    try study.optimize(trials: 2) { _ in 0.5 }
    #expect(study.trials.count(of: .complete) == 1)
  }

  @Test(arguments: StorageCase.allCases)
  func `the worker of a trial is recorded with it`(storage: StorageCase) throws {
    try storage.withStorage { open in
      let study = try Study("s", storage: open(), seed: 1)
      let trial = try study.ask()
      let owner = try #require(TrialOwner(of: trial.snapshot))
      #expect(owner.process == .current)
      #expect(owner.attempt == 1)
      #expect(TrialOwner(of: try Study("s", storage: open()).trials[0]) == owner)
    }
  }
}
