import Attune
import AttuneEvaluation
import Synchronization
import Testing

/// Tests that random searches evaluate equal settings only once.
@Suite struct DistinctSearchTests {
  /// The number of fits of each combination of settings.
  private final class Counter: Sendable {
    let fits = Mutex<[String: Int]>([:])

    func count(_ settings: String) { fits.withLock { $0[settings, default: 0] += 1 } }

    var counts: [String: Int] { fits.withLock { $0 } }
  }

  private struct Small: Estimator {
    struct Settings: TypedSpace {
      @Tuned(in: 1...3) var depth = 2
      @Tuned(from: ["a", "b", "c"]) var kind = "a"
    }

    let settings: Settings
    init(_ settings: Settings) { self.settings = settings }
    func fit(_ inputs: [Counter], _ outputs: [Double]) { inputs[0].count(settings.description) }
    func predict(_ inputs: [Counter]) -> [Double] { inputs.map { _ in Double(settings.depth) } }
  }

  private struct Branched: Estimator {
    struct Settings: TypedSpace {
      @Tuned(from: [16, 32]) var units = 16
      @Tuned(in: 1...4) var depth: Int? = nil
    }

    let settings: Settings
    init(_ settings: Settings) { self.settings = settings }
    func fit(_ inputs: [Counter], _ outputs: [Double]) { inputs[0].count(settings.description) }
    func predict(_ inputs: [Counter]) -> [Double] { inputs.map { _ in 0.5 } }
  }

  @Sendable private static func error(_ truth: [Double], _ predicted: [Double]) -> Double {
    abs(truth[0] - predicted[0])
  }

  private static func run<Model: Estimator>(
    _ model: Model.Type, _ counter: Counter, trials: Int, storage: some Storage = InMemoryStorage(),
    sampler: some Sampler = .random, parallelism: Int = 1, batchSize: Int? = nil, seed: UInt64 = 1,
    _ prepare: (Study) throws -> Void = { _ in }
  ) throws -> SearchResult<Model>
  where
    Model.Input == Counter, Model.Output == Double,
    Model.Prediction == Double
  {
    let search = try RandomizedSearch(
      of: model, trials: trials, direction: .minimize, storage: storage, sampler: sampler,
      seed: seed)
    try prepare(search.study)
    return try search.fit(
      [Counter](repeating: counter, count: 4), [1, 2, 3, 4], folds: .kFold(2, count: 4),
      parallelism: .workers(parallelism), batchSize: batchSize, scoring: Self.error)
  }

  /// Expects a fit for each of two folds per combination, and the final fit of the best.
  private func expectOnce(_ counter: Counter, settings: Int, best: String) {
    var counts = counter.counts
    counts[best, default: 0] -= 1
    #expect(counts.count == settings)
    #expect(counts.values.allSatisfy { $0 == 2 }, "\(counts)")
  }

  @Test(arguments: [(1, nil), (4, nil), (1, 8), (4, 8)] as [(Int, Int?)])
  func `all settings of a small space are evaluated once before the search ends`(
    parallelism: Int, batchSize: Int?
  ) throws {
    for seed in 1...3 as ClosedRange<UInt64> {
      let counter = Counter()
      let result = try Self.run(
        Small.self, counter, trials: 25, parallelism: parallelism, batchSize: batchSize, seed: seed)
      #expect(result.configurations.count == 9)
      expectOnce(counter, settings: 9, best: result.best.settings.description)
      let sequential = try Self.run(Small.self, Counter(), trials: 25, seed: seed)
      #expect(
        result.configurations.map(\.settings.description)
          == sequential.configurations.map(\.settings.description))
    }
  }

  @Test func `fewer trials than settings are all different`() throws {
    let counter = Counter()
    let result = try Self.run(Small.self, counter, trials: 7)
    #expect(Set(result.configurations.map(\.settings.description)).count == 7)
  }

  @Test func `settings that differ only in an unused optional property are equal`() throws {
    let counter = Counter()
    let result = try Self.run(Branched.self, counter, trials: 40, parallelism: 3)
    // Two values of `units`, each without a depth or with one of four.
    #expect(result.configurations.count == 10)
    expectOnce(counter, settings: 10, best: result.best.settings.description)
  }

  @Test func `a search in several runs gives the same trials as a single run`() throws {
    let whole = try Self.run(Small.self, Counter(), trials: 25)
    let storage = InMemoryStorage()
    let counter = Counter()
    for trials in [2, 5, 9, 25, 100] {
      let part = try Self.run(Small.self, counter, trials: trials, storage: storage, parallelism: 2)
      #expect(part.configurations.count == min(trials, 9))
      #expect(
        part.configurations.map(\.settings.description)
          == whole.configurations.prefix(trials).map(\.settings.description))
    }
    #expect(counter.counts.values.reduce(0, +) == 18 + 5)
  }

  @Test func `settings that an existing study repeats are not evaluated again`() throws {
    let storage = InMemoryStorage()
    let study = try Study("randomized search", storage: storage, sampler: .random, seed: 1)
    // A program that does not cross-validate has recorded the same settings twice.
    for _ in 0..<2 { try study.enqueue(["depth": 2, "kind": "b"]) }
    try study.optimize(trials: 2) { trial in
      _ = try trial.suggest(Small.Settings.self)
      return 1
    }
    let counter = Counter()
    let result = try Self.run(Small.self, counter, trials: 25, storage: storage)
    #expect(result.configurations.map(\.trialNumber) == Array(2...9))
  }

  @Test func `repeated enqueued settings reuse the scores`() throws {
    let counter = Counter()
    let result = try Self.run(Ridge2.self, counter, trials: 6) { study in
      for _ in 0..<3 { try study.enqueue(["alpha": 0.5]) }
    }
    #expect(result.configurations.count == 6)
    #expect(result.configurations[1].scores == result.configurations[0].scores)
    #expect(result.configurations[2].fitTimes == result.configurations[0].fitTimes)
    #expect(counter.counts.values.reduce(0, +) == 4 * 2 + 1)
  }

  @Test func `settings that another sampler repeats are evaluated once`() throws {
    let counter = Counter()
    let result = try Self.run(Small.self, counter, trials: 25, sampler: .tpe())
    #expect(result.configurations.count == 25)
    var counts = counter.counts
    counts[result.best.settings.description, default: 0] -= 1
    #expect(counts.values.allSatisfy { $0 == 2 })
  }

  private struct Ridge2: Estimator {
    struct Settings: TypedSpace {
      @Tuned(in: 0.0...1.0) var alpha = 0.5
    }

    let settings: Settings
    init(_ settings: Settings) { self.settings = settings }
    func fit(_ inputs: [Counter], _ outputs: [Double]) { inputs[0].count(settings.description) }
    func predict(_ inputs: [Counter]) -> [Double] { inputs.map { _ in settings.alpha } }
  }
}
