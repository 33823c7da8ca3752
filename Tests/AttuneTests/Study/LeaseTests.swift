import Synchronization
import Testing

@testable import Attune

/// A storage that other processes can see, with heartbeats outside the attributes of trials.
private final class HeartbeatStorage: ForwardingStorage, @unchecked Sendable {
  /// The conditions of the heartbeats.
  let conditions = Mutex<[TrialCondition]>([])

  override var isShared: Bool { true }

  override func recordHeartbeat(
    if condition: TrialCondition, in study: Int
  ) throws(StorageError) -> Bool {
    conditions.withLock { $0.append(condition) }
    return true
  }
}

/// Workers that are not visible are monitored by their heartbeats, not by clocks of other machines.
@Suite struct LeaseTests {
  private static let lease = Duration.seconds(600)

  private func withStudies(
    _ body: (World, (Environment, InterruptionPolicy) throws -> Study) throws -> Void
  ) throws {
    try withTemporaryJournal { journal in
      try body(World()) { host, policy in
        try Study(
          "s", directions: [.minimize], storage: journal.storage, sampler: .random, pruner: .none,
          seed: 1, interruptedTrials: policy, lease: Self.lease, environment: host)
      }
    }
  }

  private func heartbeat(_ study: Study, _ number: Int = 0) throws -> Heartbeat? {
    try study.refresh()
    return Heartbeat(of: study.trials[number])
  }

  @Test func `a remote worker without a heartbeat for its lease is considered lost`() throws {
    try withStudies { world, open in
      _ = try open(world.host("mars"), .resume()).ask()
      let observer = try open(world.host("venus"), .resume())
      #expect(try observer.ask().number == 1)
      world.pass(Self.lease)
      #expect(try observer.ask().number == 2)
      world.pass(.seconds(1))
      let trial = try observer.ask()
      #expect(trial.number == 0)
      #expect(trial.attempt == 2)
    }
  }

  @Test func `a container on this machine is monitored in the same way`() throws {
    try withStudies { world, open in
      let current = ProcessIdentity.current
      let container = ProcessIdentity(
        machine: current.machine, boot: current.boot, namespace: "pid:[1]", number: 1, start: 1)
      _ = try open(world.host(container), .resume()).ask()
      let observer = try open(world.host(current), .resume())
      #expect(try observer.ask().number == 1)
      world.pass(Self.lease + .seconds(1))
      #expect(try observer.ask().number == 0)
    }
  }

  @Test func `a new observer does not consider a worker lost at once`() throws {
    try withStudies { world, open in
      _ = try open(world.host("mars"), .resume()).ask()
      world.pass(.seconds(12 * 3600))
      #expect(try open(world.host("venus"), .resume()).ask().number == 1)
    }
  }

  @Test func `a worker that renews its lease is never considered lost`() throws {
    try withStudies { world, open in
      let worker = try open(world.host("mars"), .resume())
      let trial = try worker.ask()
      let observer = try open(world.host("venus"), .resume())
      for number in 1...20 {
        #expect(try observer.ask().number == number)
        world.pass(Self.lease / 3)
        try worker.renewLeases()
      }
      try worker.tell(trial, 0.5)
      #expect(try heartbeat(observer)?.count == 20)
    }
  }

  @Test(arguments: [-80_000, -3600, 3600, 80_000, 1 << 30])
  func `wrong clocks have no effect`(offset: Int) throws {
    try withStudies { world, open in
      let worker = try open(world.host("mars", clockOffset: .seconds(offset)), .resume())
      _ = try worker.ask()
      let observer = try open(world.host("venus"), .resume())
      for number in 1...3 {
        world.pass(Self.lease / 3)
        try worker.renewLeases()
        #expect(try observer.ask().number == number)
      }
      world.pass(Self.lease + .seconds(1))
      #expect(try observer.ask().number == 0)
    }
  }

  @Test func `a new observer considers a worker lost after a day and the lease`() throws {
    try withStudies { world, open in
      let worker = try open(world.host("mars"), .resume())
      _ = try worker.ask()
      world.pass(Self.lease / 3)
      try worker.renewLeases()
      // The start of the trial itself is recorded by the clock of the system.
      world.pass(HeartbeatMonitor.clockTolerance + Self.lease)
      #expect(try open(world.host("venus"), .resume()).ask().number == 1)
      world.pass(.seconds(1))
      #expect(try open(world.host("venus"), .resume()).ask().number == 0)
    }
  }

  @Test func `a running process on the same machine is never considered lost`() throws {
    try withStudies { world, open in
      let host = world.host(.current)
      _ = try open(host, .resume()).ask()
      let observer = try open(host, .resume())
      for number in 1...3 {
        #expect(try observer.ask().number == number)
        world.pass(.seconds(1_000_000))
      }
    }
  }

  @Test func `a worker without a lease is never considered lost`() throws {
    let storage = InMemoryStorage()
    let world = World()
    func open(_ machine: String) throws -> Study {
      try Study(
        "s", directions: [.minimize], storage: storage, sampler: .random, pruner: .none, seed: 1,
        interruptedTrials: .resume(), lease: Self.lease, environment: world.host(machine))
    }
    _ = try open("mars").ask()
    let observer = try open("venus")
    for number in 1...3 {
      #expect(try observer.ask().number == number)
      world.pass(.seconds(1_000_000))
    }
  }

  @Test func `a trial shorter than a third of the lease records no heartbeat`() throws {
    try withStudies { world, open in
      let worker = try open(world.host("mars"), .resume())
      let short = try worker.ask()
      world.pass(Self.lease / 3 - .seconds(1))
      let long = try worker.ask()
      try worker.renewLeases()
      try worker.tell(short, 0.5)
      world.pass(Self.lease / 3)
      try worker.renewLeases()
      try worker.renewLeases()
      #expect(try heartbeat(worker, 0) == nil)
      #expect(try heartbeat(worker, 1)?.count == 1)
      try worker.tell(long, 0.5)
      world.pass(Self.lease)
      try worker.renewLeases()
      #expect(try heartbeat(worker, 1)?.count == 1)
    }
  }

  @Test func `one of several observers takes over the trial of a lost worker`() throws {
    try withStudies { world, open in
      _ = try open(world.host("mars"), .resume()).ask()
      let observers = try (0..<4).map { try open(world.host("planet \($0)"), .resume()) }
      for observer in observers { _ = try observer.ask() }
      world.pass(Self.lease + .seconds(1))
      for observer in observers { try observer.renewLeases() }
      try Threads.run(count: observers.count) { _ = try observers[$0].ask() }
      let trials = try open(world.host("mars"), .leave).trials
      #expect(TrialOwner(of: trials[0])?.attempt == 2)
      #expect(trials.count == 8)
      #expect(trials.dropFirst().allSatisfy { TrialOwner(of: $0)?.attempt == 1 })
    }
  }

  @Test func `the policy of the observer decides on the trial of a lost worker`() throws {
    try withStudies { world, open in
      _ = try open(world.host("mars"), .resume()).ask()
      let strict = try open(world.host("venus"), .fail)
      let careful = try open(world.host("vesta"), .leave)
      _ = (try careful.ask(), try strict.ask())
      world.pass(Self.lease + .seconds(1))
      for study in [strict, careful] { try study.renewLeases() }
      #expect(try careful.ask().number == 3)
      #expect(careful.trials[0].state == .running)
      #expect(try strict.ask().number == 4)
      #expect(strict.trials[0].failureReason == "its worker was lost")
      #expect(strict.trials[1].state == .running)
    }
  }

  @Test func `a worker that continues late does not disturb the new owner of its trial`() throws {
    try withStudies { world, open in
      let late = try open(world.host("mars"), .resume())
      let lost = try late.ask()
      _ = try lost.suggest("x", in: 0.0...1.0)
      let other = try open(world.host("venus"), .resume())
      _ = try other.ask()
      world.pass(Self.lease + .seconds(1))
      let taken = try other.ask()
      try late.renewLeases()
      #expect(try heartbeat(other) == nil)
      let error = #expect(throws: TrialError.self) { try lost.suggest("y", in: 0.0...1.0) }
      #expect(error?.description.contains("taken over by another worker") == true)
      #expect(throws: TrialError.self) { try lost.report(1.0, step: 0) }
      let refusal = #expect(throws: StudyError.self) { try late.tell(lost, 1) }
      #expect(refusal?.code == .notRunning)
      #expect(refusal?.description.contains("longer lease") == true)
      try late.interrupt(lost)
      _ = try taken.suggest("y", in: 0.0...1.0)
      #expect(try other.tell(taken, 2).value == 2)
    }
  }

  @Test func `a worker that continues late does not renew the lease of the new owner`() throws {
    let storage = HeartbeatStorage()
    let world = World()
    func open(_ machine: String) throws -> Study {
      try Study(
        "s", directions: [.minimize], storage: storage, sampler: .random, pruner: .none, seed: 1,
        interruptedTrials: .resume(), lease: Self.lease, environment: world.host(machine))
    }
    let late = try open("mars")
    let attempt = TrialCondition(attemptOf: try late.ask().snapshot)
    #expect(attempt.attribute != nil)
    let other = try open("venus")
    _ = try other.ask()
    world.pass(Self.lease + .seconds(1))
    #expect(try other.ask().number == 0)
    // As long as its copy of the study does not have the new owner, the storage refuses the heartbeat.
    try late.renewLeases()
    #expect(storage.conditions.withLock { $0 } == [attempt])
    try late.refresh()
    world.pass(Self.lease / 3)
    try late.renewLeases()
    #expect(storage.conditions.withLock { $0 } == [attempt])
    #expect(try heartbeat(other) == nil)
    try other.renewLeases()
    #expect(storage.conditions.withLock { $0.count } == 3)
  }

  @Test(.timeLimit(.minutes(5)))
  func `leases are renewed in the background`() throws {
    try withTemporaryJournal { journal in
      let study = try Study("s", storage: journal.storage, seed: 1, lease: .milliseconds(3))
      try study.optimize(trials: 2) { trial in
        var last = 0
        while last < 3 {
          last = Heartbeat(of: trial.snapshot)?.count ?? 0
        }
        return Double(last)
      }
      #expect(study.trials.finishedCount == 2)
    }
  }

  @Test func `a lease must be positive`() async {
    await #expect(processExitsWith: .failure) { _ = try Study(lease: .zero) }
  }

  @Test(.enabled(if: Python.interpreter != nil))
  func `Optuna reads a journal with heartbeats`() throws {
    try withStudies { world, open in
      let worker = try open(world.host("mars"), .resume())
      _ = try worker.ask()
      world.pass(Self.lease)
      try worker.renewLeases()
      let path = try #require(worker.replica.storage.displayName)
      let own = OptunaDump.dump(try Fixture.state(path: path))
      #expect(firstDifference(own, try Python.dump(journal: path)) == nil)
    }
  }
}
