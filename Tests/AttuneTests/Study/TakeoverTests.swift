import Testing

@testable import Attune

/// Workers whose trial was taken over: the errors they get, and how their run continues.
@Suite struct TakeoverTests {
  private static let lease = Duration.seconds(600)

  private func withStudies(
    _ body: (World, (Environment) throws -> Study) throws -> Void
  ) throws {
    try withTemporaryJournal { journal in
      try body(World()) { host in
        try Study(
          "s", directions: [.minimize], storage: journal.storage, sampler: .random, pruner: .none,
          seed: 1, interruptedTrials: .resume(), lease: Self.lease, environment: host)
      }
    }
  }

  /// The calls of a worker that continues late.
  enum Step: CaseIterable, Sendable {
    case sameReport, otherReport, checkPruning, checkCancellation, suggestion, knownSuggestion
    case attribute, checkpoint, artifact

    func take(_ trial: Trial) throws {
      switch self {
      case .sameReport: try trial.report(1.0, step: 1)
      case .otherReport: try trial.report(2.0, step: 1)
      case .checkPruning: try trial.checkPruning()
      case .checkCancellation: try trial.checkCancellation()
      case .suggestion: _ = try trial.suggest("y", in: 0.0...1.0)
      case .knownSuggestion: _ = try trial.suggest("x", in: 0.0...1.0)
      case .attribute: try trial.setUserAttribute("a", to: 1)
      case .checkpoint: try trial.saveCheckpoint(1)
      case .artifact: try trial.saveArtifact(named: "a", [1])
      }
    }
  }

  /// The progress of the new owner.
  enum Progress: CaseIterable, Sendable {
    case reported, finished, queued
  }

  @Test(arguments: Step.allCases, Progress.allCases)
  func `a worker that continues late gets an error at its next step`(
    step: Step, progress: Progress
  ) throws {
    try withStudies { world, open in
      let late = try open(world.host("mars"))
      let lost = try late.ask()
      _ = try lost.suggest("x", in: 0.0...1.0)
      try lost.report(1.0, step: 0)
      let other = try open(world.host("venus"))
      _ = try other.ask()
      world.pass(Self.lease + .seconds(1))
      let taken = try other.ask()
      try #require(taken.number == lost.number)
      try taken.saveArtifact(named: "a", [2])
      // The same values, as a resumed trial reports them.
      try taken.report(1.0, step: 0)
      try taken.report(1.0, step: 1)
      switch progress {
      case .reported: break
      case .finished: try other.tell(taken, 0.5)
      case .queued: try other.interrupt(taken)
      }
      let before = try journalCount(other)
      let error = #expect(throws: TrialError.self) { try step.take(lost) }
      #expect(error?.code == .takenOver)
      #expect(error?.description.contains("was taken over by another worker") == true)
      #expect(try journalCount(other) == before)
      #expect(try taken.artifact(named: "a") == [2])
      let refusal = #expect(throws: StudyError.self) { try late.tell(lost, 1) }
      #expect(refusal?.code == .notRunning)
      #expect(refusal?.description.contains("was taken over by another worker") == true)
    }
  }

  private func journalCount(_ study: Study) throws -> Int {
    try study.replica.storage.records(after: .start).end.offset
  }

  /// The reaction of an objective to the error.
  enum Reaction: CaseIterable, Sendable {
    case passesOn, returnsValue, returnsNaN, prunes
  }

  @Test(arguments: Reaction.allCases)
  func `a run whose trial was taken over continues with the next trial`(reaction: Reaction) throws {
    try withStudies { world, open in
      let late = try open(world.host("mars"))
      let other = try open(world.host("venus"))
      var numbers: [Int] = []
      var taken: Trial?
      try late.optimize(trials: 4, maxConsecutiveFailures: 1) { trial in
        numbers.append(trial.number)
        guard trial.number == 1, taken == nil else { return 0.5 }
        // The observer measures the time without a heartbeat from here on.
        #expect(other.interruptedTrials.isEmpty)
        try other.refresh()
        #expect(other.interruptedTrials.isEmpty)
        world.pass(Self.lease + .seconds(1))
        taken = try other.ask()
        #expect(taken?.number == 1)
        do {
          try trial.report(1, step: 0)
          Issue.record("the report of a trial that was taken over was accepted")
        } catch {
          switch reaction {
          case .passesOn: throw error
          case .returnsValue: return 1
          case .returnsNaN: return .nan
          case .prunes: throw TrialPruned()
          }
        }
        return 0.5
      }
      #expect(numbers == [0, 1, 2, 3])
      let trial = try #require(taken)
      #expect(try other.tell(trial, 2).value == 2)
      #expect(other.trials.map(\.state) == [.complete, .complete, .complete, .complete])
      #expect(other.trials.map(\.value) == [0.5, 2, 0.5, 0.5])
    }
  }

  @Test(.timeLimit(.minutes(5)))
  func `a run ends although another run resumed the trial that it lost`() throws {
    let storage = InMemoryStorage()
    let study = try Study("s", storage: storage, sampler: .random, seed: 1)
    let isLost = Barrier(count: 2)
    let isResumed = Barrier(count: 2)
    try Threads.run(count: 2) { worker in
      if worker == 1 {
        isLost.arrive()
        try study.optimize(additionalTrials: 1) { trial in
          #expect(trial.number == 0)
          isResumed.arrive()
          return 0.25
        }
        return
      }
      try study.optimize(additionalTrials: 1, parallelism: 1) { trial in
        guard trial.number == 0 else { return 0.5 }
        // Another worker takes the trial over, and is interrupted.
        let owner = TrialOwner(worker: "p", process: .current, attempt: 2, lease: nil)
        _ = try storage.append(after: .start) { _ throws(StorageError) in
          [
            .setTrialSystemAttribute(trial: 0, key: SystemAttribute.owner, value: owner.json),
            .setState(trial: 0, .waiting, values: nil, at: nil),
          ].map { LogRecord(worker: "p", operation: $0) }
        }
        isLost.arrive()
        isResumed.arrive()
        return 0.75
      }
    }
    #expect(study.trials.map(\.value) == [0.25, 0.5])
  }

  @Test func `a trial that returns to its first worker belongs to the new attempt`() throws {
    try withStudies { world, open in
      let late = try open(world.host("mars"))
      let lost = try late.ask()
      let other = try open(world.host("venus"))
      _ = try other.ask()
      world.pass(Self.lease + .seconds(1))
      try other.interrupt(try other.ask())
      let again = try late.ask()
      #expect(again.number == lost.number)
      #expect(again.attempt == 3)
      #expect(throws: StudyError.self) { try late.tell(lost, 1) }
      #expect(late.isActive(again.number))
      #expect(try late.tell(again, 2).value == 2)
    }
  }

  // MARK: Machines with the same identity

  private func clone() -> ProcessIdentity {
    let current = ProcessIdentity.current
    return ProcessIdentity(
      machine: current.machine, boot: "00000000-0000-0000-0000-000000000000",
      namespace: current.namespace, number: current.number, start: current.start)
  }

  @Test(arguments: [true, false])
  func `another machine of the same name and identifier is monitored by its lease`(
    isLocal: Bool
  ) throws {
    try withStudies { world, open in
      _ = try open(world.host(clone())).ask()
      let observer = try open(
        world.host(.current, bootAge: .seconds(1_000_000), isLocal: isLocal))
      #expect(try observer.ask().number == 1)
      world.pass(Self.lease)
      #expect(try observer.ask().number == 2)
      world.pass(.seconds(1))
      #expect(try observer.ask().number == 0)
    }
  }

  @Test func `after a reboot the trials of a journal on a local disk are resumed at once`() throws {
    try withStudies { world, open in
      _ = try open(world.host(clone())).ask()
      world.pass(.seconds(60))
      let observer = try open(world.host(.current, bootAge: .seconds(30)))
      #expect(observer.interruptedTrials.map(\.number) == [0])
      #expect(try observer.ask().number == 0)
    }
  }

  @Test func `after a reboot the trials of a journal on a shared disk wait for the lease`() throws {
    try withStudies { world, open in
      _ = try open(world.host(clone())).ask()
      world.pass(.seconds(60))
      let observer = try open(world.host(.current, bootAge: .seconds(30), isLocal: false))
      #expect(try observer.ask().number == 1)
      world.pass(Self.lease + .seconds(1))
      #expect(try observer.ask().number == 0)
    }
  }

  // MARK: Hidden processes

  @Test func `a process that exists but is hidden keeps its trial`() throws {
    try withStudies { world, open in
      let current = ProcessIdentity.current
      let owner = ProcessIdentity(
        machine: current.machine, boot: current.boot, namespace: current.namespace, number: 4711,
        start: 7)
      _ = try open(world.host(owner)).ask()
      let observer = try open(world.host(current, visibility: { $0 == 4711 ? .hidden : .absent }))
      for number in 1...3 {
        #expect(observer.interruptedTrials.isEmpty)
        #expect(try observer.ask().number == number)
        world.pass(Self.lease)
      }
      let later = try open(world.host(current, visibility: { _ in .absent }))
      #expect(later.interruptedTrials.map(\.number).contains(0))
    }
  }
}
