import Testing

@testable import Attune

/// `tell(…, skipIfFinished: true)` returns a finished trial as it is.
@Suite struct SkipIfFinishedTests {
  @Test(arguments: [
    TrialResult.complete(0.5), .complete([.nan]), .pruned, .failed(reason: "because"),
  ])
  func `the first result counts, and nothing more is recorded`(first: TrialResult) throws {
    let storage = InMemoryStorage()
    let study = try Study("s", storage: storage, sampler: .random, seed: 1)
    let trial = try study.ask()
    let told = TrialFacts(try study.tell(trial, first, skipIfFinished: true))
    let before = try storage.records(after: .start).records
    let others = [
      try study.tell(trial, 0.25, skipIfFinished: true),
      try study.tell(trial, .pruned, skipIfFinished: true),
      try study.tell(0, .failed(reason: "late"), skipIfFinished: true),
    ]
    for other in others { #expect(TrialFacts(other) == told) }
    #expect(try storage.records(after: .start).records == before)
    #expect(throws: StudyError.self) { try study.tell(trial, 0.25) }
  }

  @Test func `a running trial gets the result`() throws {
    let study = try Study(sampler: .random, seed: 1)
    #expect(try study.tell(study.ask(), 0.5, skipIfFinished: true).value == 0.5)
    let number = try study.ask(detached: true).number
    #expect(try study.tell(number, .complete(0.25), skipIfFinished: true).value == 0.25)
  }

  @Test func `a waiting or missing trial is an error all the same`() throws {
    let study = try Study(sampler: .random, seed: 1)
    try study.enqueue(["x": 1])
    for number in [-1, 0, 7] {
      let error = #expect(throws: StudyError.self) {
        try study.tell(number, .complete(0.5), skipIfFinished: true)
      }
      #expect(error?.code == .notRunning)
    }
  }

  @Test(arguments: StorageCase.allCases)
  func `a result of another worker is seen without a refresh`(storage: StorageCase) throws {
    try storage.withStorage { open in
      let one = try Study("s", storage: open(), sampler: .random, seed: 1)
      let other = try Study("s", storage: open(), sampler: .random, seed: 1)
      let trial = try one.ask()
      try other.refresh()
      try other.tell(trial.number, .complete(0.5))
      #expect(try one.tell(trial, 0.25, skipIfFinished: true).value == 0.5)
      #expect(try one.tell(trial.number, .pruned, skipIfFinished: true).value == 0.5)
    }
  }

  @Test(arguments: StorageCase.allCases)
  func `of several results at once the first one counts for all workers`(
    storage: StorageCase
  ) throws {
    let count = storage == .journal ? 5 : 50
    try storage.withStorage { open in
      let studies = try (0..<3).map { _ in
        try Study("s", storage: open(), sampler: .random, seed: 1)
      }
      for _ in 0..<count { _ = try studies[0].ask(detached: true) }
      try Threads.run(count: 3) { worker in
        for number in 0..<count {
          let told = try studies[worker].tell(
            number, .complete(Double(worker)), skipIfFinished: true)
          #expect(told.state == .complete)
        }
      }
      #expect(try Study("s", storage: open()).trials.count(of: .complete) == count)
    }
  }

  @Test func `a trial that another worker finished is no longer active here`() throws {
    let storage = InMemoryStorage()
    let one = try Study("s", storage: storage, sampler: .random, seed: 1)
    let other = try Study("s", storage: storage, sampler: .random, seed: 1)
    let trial = try one.ask()
    try other.tell(trial.number, .complete(0.5))
    try one.tell(trial, 0.25, skipIfFinished: true)
    #expect(!one.isActive(trial.number))
  }
}
