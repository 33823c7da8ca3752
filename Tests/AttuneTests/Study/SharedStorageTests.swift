import Testing

@testable import Attune

/// Several workers on one study, each with its own `Study`, as in separate processes.
@Suite struct SharedStorageTests {
  @Test(arguments: StorageCase.allCases)
  func `workers together run exactly the given number of trials`(storage: StorageCase) throws {
    let count = storage == .journal ? 12 : 60
    try storage.withStorage { open in
      let studies = try (0..<3).map { _ in
        try Study("s", storage: open(), sampler: SamplerCase.tpe(), seed: 1)
      }
      try Threads.run(count: 3) { worker in
        try studies[worker].optimize(
          trials: count, maxConsecutiveFailures: .max, RichObjective.value)
      }
      let study = try Study("s", storage: open())
      #expect(study.trials.map(\.number) == Array(0..<count))
      #expect(study.trials.finishedCount == count)
    }
  }

  @Test func `two runs of one study together run exactly the given number of trials`() throws {
    let study = try Study(sampler: .random, seed: 1)
    let barrier = Barrier(count: 2)
    try Threads.run(count: 2) { _ in
      try study.optimize(trials: 10) { trial in
        if trial.number < 2 { barrier.arrive() }
        return try trial.suggest("x", in: 0.0...1.0)
      }
    }
    #expect(study.trials.finishedCount == 10)
  }

  @Test(arguments: StorageCase.allCases)
  func `a worker sees what others recorded after refreshing`(storage: StorageCase) throws {
    try storage.withStorage { open in
      let one = try Study("s", storage: open(), seed: 1)
      let other = try Study("s", storage: open(), seed: 1)
      try one.optimize(trials: 2) { Double($0.number) }
      try one.setUserAttribute("note", to: "seen")
      #expect(other.trials.isEmpty)
      #expect(other.bestValue == nil)
      try other.refresh()
      expectEqual(other, one)
      #expect(other.bestValue == 0)
      #expect(other.userAttributes["note"] == "seen")
    }
  }

  @Test(arguments: StorageCase.allCases)
  func `starting a trial reads what others recorded`(storage: StorageCase) throws {
    try storage.withStorage { open in
      let one = try Study("s", storage: open(), seed: 1)
      let other = try Study("s", storage: open(), seed: 1)
      try one.optimize(trials: 2) { Double($0.number) }
      #expect(try other.ask().number == 2)
      #expect(other.trials.count(of: .complete) == 2)
    }
  }

  @Test func `a parameter defined by one worker binds the other`() throws {
    let storage = InMemoryStorage()
    let one = try Study("s", storage: storage, seed: 1)
    let other = try Study("s", storage: storage, seed: 1)
    let (a, b) = (try one.ask(), try other.ask())
    _ = try a.suggest("x", in: 0.0...1.0)
    // The other worker has not read the definition yet; the storage detects the conflict.
    let error = #expect(throws: TrialError.self) { try b.suggest("x", in: 0...1) }
    #expect(error?.description.contains("was defined by trial 0") == true)
  }
}
