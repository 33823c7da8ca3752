import ProgramTesting
import Testing

@testable import Attune

/// Policies for trials whose worker was lost.
@Suite struct InterruptedTrialsTests {
  /// A storage in which a trial was started and its process crashed, `crashCount` times.
  private func storage(
    crashCount: Int, number: Int = 0, policy: InterruptionPolicy = .resume(maxAttempts: .max),
    _ body: (Study) throws -> Void = { _ in }
  ) throws -> InMemoryStorage {
    try withTemporaryFolder { folder in
      let path = folder + "/study.journal"
      var storage = InMemoryStorage()
      try body(try study(.journal(path), policy))
      for _ in 0..<crashCount {
        _ = try study(.journal(path), policy).ask()
        let journal = try CutJournal(path: path)
        storage = try journal.storage(prefix: journal.count)
        try journal.write(prefix: journal.count, to: path)
      }
      return storage
    }
  }

  private func study(_ storage: some Storage, _ policy: InterruptionPolicy) throws -> Study {
    try Study(
      "s", storage: storage, sampler: .random, seed: 1, interruptedTrials: policy)
  }

  @Test(arguments: [1, 2, 9])
  func `a trial is resumed until its limit of lost workers is reached`(
    crashCount: Int
  ) throws {
    let storage = try storage(crashCount: crashCount)
    let resumed = try study(storage, .resume(maxAttempts: crashCount + 1)).ask()
    #expect(resumed.number == 0)
    #expect(resumed.attempt == crashCount + 1)
  }

  @Test(arguments: [
    (1, "its worker was lost"), (2, "its worker was lost in each of 2 attempts"),
    (10, "its worker was lost in each of 10 attempts"),
  ])
  func `at the limit the trial fails with the reason`(crashCount: Int, reason: String) throws {
    let study = try study(
      try storage(crashCount: crashCount), .resume(maxAttempts: crashCount))
    #expect(try study.ask().number == 1)
    #expect(study.trials[0].state == .failed)
    #expect(study.trials[0].failureReason == reason)
    #expect(study.trials[0].endTime != nil)
  }

  @Test func `ten attempts are allowed by default`() throws {
    #expect(InterruptionPolicy.resume() == .resume(maxAttempts: 10))
    let study = try Study("s", storage: try storage(crashCount: 9))
    #expect(try study.ask().attempt == 10)
    let other = try Study("s", storage: try storage(crashCount: 10))
    #expect(try other.ask().number == 1)
  }

  @Test func `an interruption does not count as a lost worker`() throws {
    let storage = try storage(crashCount: 1) { study in
      for _ in 0..<5 { try study.interrupt(try study.ask()) }
    }
    let next = try study(storage, .resume(maxAttempts: 2)).ask()
    #expect(next.number == 0)
    #expect(next.attempt == 7)
    let failing = try study(
      try self.storage(crashCount: 2) { try $0.interrupt(try $0.ask()) }, .fail)
    _ = try failing.ask()
    #expect(failing.trials[0].failureReason == "its worker was lost in 2 of 3 attempts")
  }

  @Test func `a trial that its running worker has released is always resumed`() throws {
    for policy in [InterruptionPolicy.fail, .leave] {
      let study = try study(.inMemory, policy)
      study.abandon(try study.ask())
      let again = try study.ask()
      #expect(again.number == 0)
      #expect(again.attempt == 2)
    }
  }

  @Test func `with the policy fail, trials fail when found and count as finished`() throws {
    let study = try study(try storage(crashCount: 1), .fail)
    var numbers: [Int] = []
    try study.optimize(trials: 2, maxConsecutiveFailures: 1) { trial in
      numbers.append(trial.number)
      return 0.5
    }
    #expect(numbers == [1])
    #expect(study.trials.map(\.state) == [.failed, .complete])
    let complete = try self.study(try storage(crashCount: 1), .fail)
    try complete.optimize(trials: 1) { _ in 0.5 }
    #expect(complete.trials.map(\.state) == [.failed])
  }

  @Test func `with the policy leave, trials are not changed and do not count`() throws {
    let storage = try storage(crashCount: 1)
    let study = try study(storage, .leave)
    let before = study.trials[0].systemAttributes
    try study.optimize(trials: 2) { _ in 0.5 }
    #expect(study.trials.map(\.state) == [.running, .complete, .complete])
    #expect(study.trials[0].systemAttributes == before)
    // Another worker may have another policy.
    #expect(try self.study(storage, .resume()).ask().number == 0)
  }

  @Test func `each interrupted trial has its own crash count`() throws {
    let storage = try storage(crashCount: 1) { study in
      for _ in 0..<3 { _ = try study.ask() }
    }
    let study = try study(storage, .resume(maxAttempts: 2))
    #expect(try (0..<5).map { _ in try study.ask().number } == [0, 1, 2, 3, 4])
    #expect(study.trials[0].systemAttributes["attune:deaths"] == 1)
    #expect(study.trials[4].systemAttributes["attune:deaths"] == nil)
  }

  @Test func `one of several workers resumes an interrupted trial`() throws {
    let storage = try storage(crashCount: 1)
    let studies = try (0..<4).map { _ in try study(storage, .resume()) }
    for study in studies { #expect(study.trials.map(\.state) == [.running]) }
    try Threads.run(count: studies.count) { _ = try studies[$0].ask() }
    let trials = try study(storage, .leave).trials
    #expect(trials.map(\.number) == [0, 1, 2, 3])
    #expect(trials.map { TrialOwner(of: $0)?.attempt } == [2, 1, 1, 1])
    let owners = trials.compactMap { TrialOwner(of: $0)?.worker }
    #expect(Set(owners) == Set(studies.map(\.replica.worker)))
  }

  @Test func `one of several workers records the failure of a lost trial`() throws {
    let storage = try storage(crashCount: 1)
    let studies = try (0..<4).map { _ in try study(storage, .fail) }
    try Threads.run(count: studies.count) { _ = try studies[$0].ask() }
    let endings = try storage.records(after: .start).records.filter {
      if case .setState(_, .failed, _, _) = $0.operation { true } else { false }
    }
    #expect(endings.count == 1)
    #expect(try study(storage, .leave).trials.count == 5)
  }

  @Test func `the number of attempts must be positive`() async {
    await #expect(processExitsWith: .failure) { _ = InterruptionPolicy.resume(maxAttempts: 0) }
  }

  @Test(.enabled(if: Python.interpreter != nil))
  func `Optuna reads resumed, failed and left trials`() throws {
    try withTemporaryFolder { folder in
      let path = folder + "/study.journal"
      for name in ["a", "b", "c"] { _ = try Study(name, storage: .journal(path)).ask() }
      let journal = try CutJournal(path: path)
      try journal.write(prefix: journal.count, to: path)
      for (name, policy) in [("a", .resume()), ("b", .fail), ("c", .leave)]
        as [(String, InterruptionPolicy)]
      {
        _ = try Study(name, storage: .journal(path), interruptedTrials: policy).ask()
      }
      let own = OptunaDump.dump(try Fixture.state(path: path))
      #expect(firstDifference(own, try Python.dump(journal: path)) == nil)
    }
  }
}
