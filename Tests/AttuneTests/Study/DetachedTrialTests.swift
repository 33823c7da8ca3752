import Testing

@testable import Attune

/// Trials that belong to no process: started in one that ends, finished in another.
@Suite struct DetachedTrialTests {
  @Test(arguments: StorageCase.allCases)
  func `another worker can finish a detached trial`(storage: StorageCase) throws {
    try storage.withStorage { open in
      let one = try Study("s", storage: open(), sampler: .random, seed: 1)
      let trial = try one.ask(detached: true)
      _ = try trial.suggest("x", in: 0.0...1.0)
      let told = try Study(loading: "s", storage: open()).tell(trial.number, .complete(0.5))
      #expect(told.value == 0.5)
      #expect(told.parameters.map(\.name) == ["x"])
    }
  }

  @Test func `a detached trial outlives its process and is not resumed`() throws {
    try withTemporaryJournal { journal in
      let world = World()
      func study(_ process: Int) throws -> Study {
        let current = ProcessIdentity.current
        // No running process started at 1, so the owner of the trial counts as ended.
        let identity = ProcessIdentity(
          machine: current.machine, boot: current.boot, namespace: current.namespace,
          number: process == 0 ? current.number : process, start: process == 0 ? current.start : 1)
        return try Study(
          "s", directions: [.minimize], storage: journal.storage, sampler: .random,
          pruner: NopPruner(), seed: 1, interruptedTrials: .resume(), lease: .seconds(600),
          environment: world.host(identity))
      }
      let gone = try study(999_999)
      #expect(try gone.ask().number == 0)
      #expect(try gone.ask(detached: true).number == 1)
      let later = try study(0)
      #expect(later.interruptedTrials.map(\.number) == [0])
      #expect(try later.ask().number == 0)
      #expect(try later.ask().number == 2)
      #expect(later.trials[1].state == .running)
    }
  }

  @Test func `a detached trial has the same values as any other`() throws {
    func values(_ ask: (Study) throws -> Trial) throws -> [Double] {
      let study = try Study(sampler: .random, seed: 1)
      return try (0..<3).map { _ in try ask(study).suggest("x", in: 0.0...1.0) }
    }
    #expect(try values { try $0.ask(detached: true) } == values { try $0.ask() })
  }

  @Test func `a queued trial starts first, and an earlier attempt at it cannot continue`() throws {
    try withTemporaryJournal { journal in
      let one = try Study("s", storage: journal.storage, sampler: .random, seed: 1)
      try one.enqueue(["x": 0.25])
      let first = try one.ask()
      try one.interrupt(first)
      let other = try Study(loading: "s", storage: journal.storage)
      let second = try other.ask(detached: true)
      #expect(second.number == 0)
      #expect(second.attempt == 2)
      #expect(try second.suggest("x", in: 0.0...1.0) == 0.25)
      #expect(throws: TrialError.self) { try first.setUserAttribute("a", to: 1) }
      #expect(throws: StudyError.self) { try one.tell(first, 0.5) }
      #expect(try other.tell(second, 0.5).value == 0.5)
    }
  }

  @Test func `a distribution can be given at run time`() throws {
    let study = try Study(sampler: .random, seed: 1)
    let trial = try study.ask()
    let int = Distribution.int(try IntDistribution(1...8))
    let kind = Distribution.categorical(try CategoricalDistribution(choices: ["a", 2]))
    let layers = try trial.suggest("layers", from: int)
    #expect(try trial.suggest("layers", in: 1...8) == layers.intValue)
    #expect(["a", 2].contains(try trial.suggest("kind", from: kind)))
    // As with other choices, the order does not matter, and choices may be added.
    let more = Distribution.categorical(try CategoricalDistribution(choices: [2, "b", "a"]))
    #expect([2, "b", "a"].contains(try study.ask().suggest("kind", from: more)))
  }
}
