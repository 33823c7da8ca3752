import AttuneTesting
import Foundation
import Synchronization
import Testing

@testable import Attune

/// The reference is the definition: every combination of the space once.
@Suite struct BruteForceSamplerTests {
  /// A conditional space with branches of different depths, and a constant parameter.
  private static func conditional(_ trial: Trial) throws -> Double {
    _ = try trial.suggest("constant", in: 1...1)
    switch try trial.suggest("kind", from: ["none", "tree", "net"]) {
    case "tree": return Double(try trial.suggest("depth", in: 2...5))
    case "net":
      let layers = try trial.suggest("layers", in: 1...3)
      return try (0..<layers).reduce(0) {
        $0 + (try trial.suggest("width \($1)", in: 0.0...0.3, step: 0.1))
      }
    default: return 0
    }
  }

  /// 1 + 4 + 4 + 16 + 64.
  private static let conditionalCount = 89

  private static func product(_ trial: Trial) throws -> Double {
    let x = try trial.suggest("x", in: 1...3)
    let y = try trial.suggest("y", in: 0.0...1.0, step: 0.25)
    let z = try trial.suggest("z", from: [false, true])
    return Double(x) * y + (z ? 1 : 0)
  }

  private static func combinations(_ study: Study) -> [String] {
    study.trials.map { "\($0.parameters)" }
  }

  @Test func `every combination of a conditional space is tried once, and the run ends`() throws {
    let study = try Study(sampler: .bruteForce, seed: 1)
    let reason = try study.optimize(Self.conditional)
    #expect(reason == .exhausted)
    #expect(study.trials.count == Self.conditionalCount)
    #expect(Set(Self.combinations(study)).count == Self.conditionalCount)
  }

  @Test func `a run ends by the rule for the sampler, and by exhaustion before a number of trials`()
    throws
  {
    let study = try Study(sampler: .bruteForce, seed: 1)
    #expect(try study.optimize(until: .exhausted(.bruteForce), Self.product) == .ruleMet)
    #expect(study.trials.count == 30)
    #expect(Set(Self.combinations(study)).count == 30)
    #expect(try study.optimize(trials: 100, Self.product) == .exhausted)
    #expect(study.trials.count == 30)
  }

  @Test func `a trial after the last combination fails with a typed error`() throws {
    let study = try Study(sampler: .bruteForce, seed: 1)
    try study.optimize(Self.product)
    let trial = try study.ask()
    let error = #expect(throws: SamplingError.self) { try trial.suggest("x", in: 1...3) }
    #expect(error?.code == .exhausted)
  }

  @Test(arguments: [nil, 5, 8] as [Int?])
  func `workers try every combination of a product once`(batchSize: Int?) throws {
    let study = try Study(sampler: .bruteForce, seed: 1)
    try study.optimize(parallelism: 4, batchSize: batchSize, Self.product)
    #expect(study.trials.count == 30)
    #expect(Set(Self.combinations(study)).count == 30)
  }

  @Test(arguments: 0..<5)
  func `workers try every combination of a conditional space once`(round: Int) throws {
    let study = try Study(sampler: .bruteForce, seed: 1)
    let reason = try study.optimize(parallelism: 4) { trial in
      // Some trials record their first value late, others end late.
      if trial.number % 3 == round % 3 { usleep(2000) }
      let value = try Self.conditional(trial)
      if trial.number % 4 == round % 4 { usleep(3000) }
      return value
    }
    #expect(reason == .exhausted)
    #expect(study.trials.count == Self.conditionalCount)
    #expect(Set(Self.combinations(study)).count == Self.conditionalCount)
  }

  /// Each worker has its own study, as in a separate process.
  @Test(arguments: [nil, .exhausted(.bruteForce)] as [StopRule?])
  func `workers that share a storage wait while nothing else is known`(rule: StopRule?) throws {
    let storage = InMemoryStorage()
    let barrier = Barrier(count: 3)
    let counts = Mutex<[String: Int]>([:])
    try Threads.run(count: 3) { index in
      let study = try Study("s", storage: storage, sampler: .bruteForce, seed: 1)
      if index > 0 { barrier.arrive() }
      try study.optimize(until: rule) { trial in
        if trial.number == 0 {
          // The others look for a trial while nothing is known of the space.
          barrier.arrive()
          usleep(50_000)
        }
        counts.withLock { $0["\(index)", default: 0] += 1 }
        usleep(10_000)
        return try Self.conditional(trial)
      }
    }
    let study = try Study("s", storage: storage, sampler: .bruteForce, seed: 1)
    #expect(study.trials.count == Self.conditionalCount)
    #expect(Set(Self.combinations(study)).count == Self.conditionalCount)
    #expect(counts.withLock { $0.count } == 3)
  }

  @Test func `a run that waits for a trial of another worker ends by its time limit`() throws {
    let storage = InMemoryStorage()
    let other = try Study("s", storage: storage, sampler: .bruteForce, seed: 1)
    let started = Barrier(count: 2)
    let ended = Barrier(count: 2)
    try Threads.run(count: 2) { index in
      if index == 0 {
        try other.optimize(additionalTrials: 1) { trial in
          started.arrive()
          ended.arrive()
          return try Self.product(trial)
        }
      } else {
        started.arrive()
        let study = try Study("s", storage: storage, sampler: .bruteForce, seed: 1)
        #expect(try study.optimize(timeLimit: .milliseconds(50), Self.product) == .timeLimitReached)
        ended.arrive()
      }
    }
    #expect(other.trials.count == 1)
  }

  @Test func `an asynchronous run waits for trials of other workers as well`() async throws {
    let storage = InMemoryStorage()
    let study = try Study("s", storage: storage, sampler: .bruteForce, seed: 1)
    let other = try Study("s", storage: storage, sampler: .bruteForce, seed: 1)
    let trial = try study.ask()
    _ = try await other.optimize(timeLimit: .milliseconds(50)) { trial async throws in
      try Self.product(trial)
    }
    #expect(other.trials.finishedCount == 0)
    try study.tell(trial, Self.product(trial))
    let reason = try await other.optimize { trial async throws in try Self.product(trial) }
    #expect(reason == .exhausted)
    #expect(other.trials.count == 30)
  }

  @Test(arguments: [1, 4])
  func `an interrupted search tries the rest, and failed and pruned trials count`(parallelism: Int)
    throws
  {
    struct Failure: Error {}
    let storage = InMemoryStorage()
    for round in 0..<60 {
      let study = try Study(storage: storage, sampler: .bruteForce, seed: 1)
      let reason = try? study.optimize(
        until: .additionalTrials(5), parallelism: .workers(parallelism),
        maxConsecutiveFailures: .max
      ) { trial in
        let value = try Self.conditional(trial)
        if round % 2 == 1, trial.number % 3 == 0 { throw CancellationError() }
        if trial.number % 5 == 0 { throw Failure() }
        if trial.number % 7 == 0 { throw TrialPruned() }
        return value
      }
      if reason == .exhausted { break }
    }
    let study = try Study(storage: storage, sampler: .bruteForce, seed: 1)
    #expect(study.trials.finishedCount == Self.conditionalCount)
    #expect(Set(Self.combinations(study)).count == Self.conditionalCount)
  }

  @Test func `a trial that was interrupted between two values keeps its combination`() throws {
    let storage = InMemoryStorage()
    let first = try Study("s", storage: storage, sampler: .bruteForce, seed: 1)
    #expect(throws: CancellationError.self) {
      try first.optimize { trial in
        if trial.number == 7 {
          _ = try trial.suggest("x", in: 1...3)
          let other = try Study("s", storage: storage, sampler: .bruteForce, seed: 1)
          try other.optimize(additionalTrials: 5, Self.product)
          throw CancellationError()
        }
        return try Self.product(trial)
      }
    }
    let last = try Study("s", storage: storage, sampler: .bruteForce, seed: 1)
    try last.optimize(Self.product)
    #expect(last.trials.count == 30)
    #expect(Set(Self.combinations(last)).count == 30)
  }

  @Test func `enqueued values count, and the rest of their trials is new`() throws {
    let study = try Study(sampler: .bruteForce, seed: 1)
    try study.enqueue(["x": 2])
    try study.enqueue(["x": 2, "z": true])
    try study.enqueue(["x": 3, "y": 0.5, "z": false])
    try study.enqueue(["x": 2])
    try study.optimize(Self.product)
    #expect(study.trials.count == 30)
    #expect(Set(Self.combinations(study)).count == 30)
  }

  @Test func `the same trials come from one run and from parts`() throws {
    let whole = try Study(sampler: .bruteForce, seed: 1)
    try whole.optimize(Self.conditional)
    let storage = InMemoryStorage()
    for _ in 0..<30 {
      try Study(storage: storage, sampler: .bruteForce, seed: 1)
        .optimize(additionalTrials: 3, Self.conditional)
    }
    let parts = try Study(storage: storage, sampler: .bruteForce, seed: 1)
    #expect(Self.combinations(parts) == Self.combinations(whole))
  }

  @Test func `a widened range adds its new values`() throws {
    let study = try Study(sampler: .bruteForce, seed: 1)
    func objective(_ high: Int) -> (Trial) throws -> Double {
      { trial in
        let x = try trial.suggest("x", in: 1...high)
        return Double(x * (try trial.suggest("y", in: 1...2)))
      }
    }
    try study.optimize(objective(2))
    #expect(study.trials.count == 4)
    // The wider range is known when a trial has asked for it.
    try study.enqueue(["x": 3])
    try study.optimize(objective(4))
    #expect(study.trials.count == 8)
    #expect(Set(Self.combinations(study)).count == 8)
  }

  @Test func `a narrowed range removes the other values`() throws {
    let study = try Study(sampler: .bruteForce, seed: 1)
    func objective(_ high: Int) -> (Trial) throws -> Double {
      { trial in
        let x = try trial.suggest("x", in: 1...high)
        return Double(x * (try trial.suggest("y", in: 1...2)))
      }
    }
    try study.optimize(trials: 3, objective(4))
    #expect(try study.optimize(objective(2)) == .exhausted)
    #expect(
      Set(Self.combinations(study)).isSuperset(of: [
        "x: 1, y: 1", "x: 1, y: 2", "x: 2, y: 1", "x: 2, y: 2",
      ]))
    #expect(study.trials.count == 5)
  }

  @Test func `a resolution makes continuous and large ranges finite`() throws {
    let sampler = BruteForceSampler(resolution: 3)
    let study = try Study(sampler: .grid(resolution: 3), seed: 1)
    try study.optimize { trial in
      let rate = try trial.suggest("rate", in: 0.01...1, scale: .log)
      let n = try trial.suggest("n", in: 0...100)
      return rate * Double(n)
    }
    #expect(study.trials.count == 9)
    let rates = Set(study.trials.compactMap { $0.parameters["rate"]?.doubleValue }).sorted()
    #expect(rates.count == 3 && rates[0] == 0.01 && abs(rates[1] - 0.1) < 1e-15 && rates[2] == 1)
    #expect(Set(study.trials.compactMap { $0.parameters["n"]?.intValue }) == [0, 50, 100])
    #expect(sampler.summary == "BruteForceSampler(resolution: 3)")
    #expect(BruteForceSampler().summary == "BruteForceSampler")
  }

  @Test func `a continuous range is an error that names the remedies`() throws {
    let study = try Study(sampler: .bruteForce, seed: 1)
    let trial = try study.ask()
    let error = #expect(throws: SamplingError.self) { try trial.suggest("x", in: 0.0...1.0) }
    #expect(error?.code == .invalidValue)
    #expect(
      error?.description.contains("give it a step, or use .bruteForce(resolution: 5)") == true)
  }

  @Test func `another parameter after the same values is an error`() throws {
    let study = try Study(sampler: .bruteForce, seed: 1)
    _ = try? study.optimize(trials: 4, maxConsecutiveFailures: 10) { trial in
      let x = try trial.suggest("x", in: 1...2)
      return Double(x * (try trial.suggest(trial.number < 2 ? "y" : "z", in: 1...2)))
    }
    #expect(
      study.trials.contains {
        $0.failureReason?.contains(#"after x: 1, earlier trials asked for "y""#) == true
      })
  }

  @Test func `a trial that fails before its first value shows nothing`() throws {
    struct Failure: Error {}
    let study = try Study(sampler: .bruteForce, seed: 1)
    try study.optimize { trial in
      if trial.number == 0 { throw Failure() }
      return try Self.product(trial)
    }
    #expect(study.trials.count == 31)
  }

  @Test func `an objective without parameters has one combination`() throws {
    let study = try Study(sampler: .bruteForce, seed: 1)
    #expect(try study.optimize { _ in 1.0 } == .exhausted)
    #expect(study.trials.count == 1)
  }

  @Test func `trials with values of other samplers are no error`() throws {
    let storage = InMemoryStorage()
    try Study("s", storage: storage, sampler: .random, seed: 1).optimize(trials: 20) { trial in
      let x = try trial.suggest("x", in: 1...3)
      return Double(x) + (try trial.suggest("y", in: 0.0...1.0))
    }
    let study = try Study("s", storage: storage, sampler: .bruteForce, seed: 1)
    try study.optimize(Self.product)
    #expect(Set(Self.combinations(study).dropFirst(20)).count == 30)
  }
}
