import Attune
import AttuneEvaluation
import Synchronization
import Testing

@Suite struct HalvingSearchTests {
  private static let alphas: [JSONValue] = [0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30, 100]

  private static func grid(
    _ storage: InMemoryStorage = InMemoryStorage(), minResources: HalvingMinimum = .smallest
  ) throws -> HalvingGridSearch<Ridge> {
    try HalvingGridSearch(
      of: Ridge.self, over: ["alpha": alphas, "intercept": [false, true]], direction: .maximize,
      factor: 2, minResources: minResources, storage: storage, seed: 1)
  }

  private static func random(
    _ storage: InMemoryStorage = InMemoryStorage()
  ) throws -> HalvingRandomizedSearch<Ridge> {
    try HalvingRandomizedSearch(
      of: Ridge.self, candidates: 9, direction: .maximize, minResources: .exhaust, storage: storage,
      seed: 1)
  }

  /// The configurations without times.
  private static func summary(_ result: SearchResult<Ridge>) -> [String] {
    result.configurations.map {
      "\($0.trialNumber) \($0.settings) \($0.scores) \($0.rank ?? 0) \($0.iteration ?? -1) "
        + "\($0.resources ?? 0)"
    } + ["\(result.best.trialNumber) \(result.model.slope)"]
  }

  private static func fit(
    _ search: HalvingGridSearch<Ridge>, parallelism: Int = 1,
    scoring: @escaping @Sendable ([Double], [Double]) throws -> Double = Ridge.negativeSquaredError
  ) throws -> SearchResult<Ridge> {
    try search.fit(
      Ridge.inputs, Ridge.outputs, folds: Ridge.folds, parallelism: .workers(parallelism),
      progress: .none, scoring: scoring)
  }

  @Test func `each iteration evaluates the best half of the last one with more examples`() throws {
    let search = try Self.grid()
    #expect(search.count == 18)
    let result = try Self.fit(search)
    let schedule = try #require(result.schedule)
    #expect(schedule.iterations.map(\.candidateCount) == [18, 9])
    #expect(schedule.iterations.map(\.resources) == [10, 20])
    #expect(schedule.requiredIterationCount == 5 && schedule.possibleIterationCount == 2)
    let (first, second) = (result.configurations.prefix(18), result.configurations.dropFirst(18))
    #expect(first.allSatisfy { $0.iteration == 0 && $0.resources == 10 })
    #expect(second.allSatisfy { $0.iteration == 1 && $0.resources == 20 })
    let kept = Set(second.map(\.settings))
    #expect(kept.count == 9)
    let worst = first.filter { kept.contains($0.settings) }.map(\.meanScore).min() ?? .nan
    #expect(first.allSatisfy { kept.contains($0.settings) || $0.meanScore <= worst })
    // The best candidates come last.
    #expect(second.last?.settings == first.first { $0.rank == 1 }?.settings)
    let best = try #require(second.max { $0.meanScore < $1.meanScore })
    #expect(result.best.meanScore == best.meanScore && result.best.rank == 1)
    #expect(result.model.slope != 0)
  }

  @Test func `the best trial of the study is one of the last iteration`() throws {
    let search = try Self.grid()
    let result = try Self.fit(search)
    #expect(search.study.trials.count(of: .pruned) == 18)
    #expect(search.study.trials.count(of: .complete) == 9)
    #expect(search.study.bestTrial?.number == result.best.trialNumber)
  }

  @Test func `scores are those of the subsets of the folds`() throws {
    let result = try Self.fit(Self.grid(minResources: 30))
    // With all examples there is one iteration, on the folds themselves.
    let iterations = result.schedule?.iterations ?? []
    #expect(iterations.map(\.resources) == [30] && iterations[0].candidateCount == 18)
    for configuration in result.configurations {
      let scores = try Ridge.crossValidate(
        configuration.settings, Ridge.inputs, Ridge.outputs, folds: Ridge.folds,
        scoring: Ridge.negativeSquaredError)
      #expect(scores.values == configuration.scores)
    }
  }

  @Test(arguments: [2, 5])
  func `the result does not depend on the parallelism`(parallelism: Int) throws {
    let parallel = try Self.fit(Self.grid(), parallelism: parallelism)
    let sequential = try Self.fit(Self.grid())
    #expect(
      Set(parallel.configurations.map { "\($0.settings) \($0.scores) \($0.resources ?? 0)" })
        == Set(sequential.configurations.map { "\($0.settings) \($0.scores) \($0.resources ?? 0)" })
    )
    #expect(Self.summary(parallel) == Self.summary(sequential))
  }

  @Test func `an interrupted search continues where it stopped`() throws {
    let whole = Self.summary(try Self.fit(Self.grid()))
    for limit in stride(from: 1, through: 135, by: 7) {
      let storage = InMemoryStorage()
      let remaining = Mutex(limit)
      let fitCount = Mutex(0)
      let scoring = { @Sendable (outputs: [Double], predictions: [Double]) throws -> Double in
        let isLast = remaining.withLock { remaining in
          remaining -= 1
          return remaining == 0
        }
        if isLast { throw CancellationError() }
        fitCount.withLock { $0 += 1 }
        return Ridge.negativeSquaredError(outputs, predictions)
      }
      #expect(throws: CancellationError.self) {
        try Self.fit(try Self.grid(storage), scoring: scoring)
      }
      let result = try Self.fit(try Self.grid(storage), scoring: scoring)
      #expect(Self.summary(result) == whole)
      // Five folds for each of 18 and 9 candidates, none of them twice.
      #expect(fitCount.withLock { $0 } == 135)
    }
  }

  @Test func `a finished search runs no further trials`() throws {
    let storage = InMemoryStorage()
    let first = try Self.fit(Self.grid(storage))
    let search = try Self.grid(storage)
    #expect(try Self.summary(Self.fit(search)) == Self.summary(first))
    #expect(search.study.trials.count == 27)
  }

  @Test func `two searches over one storage share the candidates`() async throws {
    let storage = InMemoryStorage()
    let results = try await withThrowingTaskGroup(of: [String].self) { group in
      for _ in 0..<2 {
        group.addTask { Self.summary(try Self.fit(try Self.grid(storage), parallelism: 2)) }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(results[0] == results[1])
    #expect(try Self.grid(storage).study.trials.count == 27)
  }

  @Test func `other values or another schedule under the same name are an error`() throws {
    let storage = InMemoryStorage()
    _ = try Self.fit(Self.grid(storage))
    for other in [
      try Self.grid(storage, minResources: 12),
      try HalvingGridSearch(
        of: Ridge.self, over: ["alpha": [1, 2, 3]], direction: .maximize, factor: 2,
        minResources: .smallest, storage: storage, seed: 1),
    ] {
      let error = #expect(throws: EvaluationError.self) { try Self.fit(other) }
      #expect(error?.code == .incomparable)
    }
  }

  @Test func `a failed candidate is eliminated first`() throws {
    let failing = try HalvingGridSearch(
      of: Failing.self, over: ["depth": [1, 2, 3, 4]], direction: .maximize, factor: 2,
      minResources: 5, maxResources: 20, seed: 1)
    let result = try failing.fit(
      Ridge.inputs, Ridge.outputs, folds: Ridge.folds, progress: .none,
      scoring: { _, predictions in predictions[0] })
    #expect(failing.study.trials.count(of: .failed) == 1)
    #expect(result.best.settings.depth == 3)
  }

  @Test func `a random search draws distinct candidates`() throws {
    let search = try Self.random()
    let result = try search.fit(
      Ridge.inputs, Ridge.outputs, folds: Ridge.folds, progress: .none,
      scoring: Ridge.negativeSquaredError)
    let iterations = result.schedule?.iterations ?? []
    #expect(iterations.map(\.candidateCount) == [9, 3])
    #expect(iterations.map(\.resources) == [10, 30])
    #expect(Set(result.configurations.map(\.settings)).count == 9)
  }

  @Test func `by default there are as many candidates as the resources allow`() throws {
    let search = try HalvingRandomizedSearch(of: Ridge.self, direction: .maximize, seed: 1)
    let result = try search.fit(
      Ridge.inputs, Ridge.outputs, folds: Ridge.folds, progress: .none,
      scoring: Ridge.negativeSquaredError)
    #expect(result.schedule?.iterations.map(\.resources) == [10, 30])
    #expect(result.schedule?.iterations.map(\.candidateCount) == [3, 1])
  }

  @Test func `a small space limits the number of candidates`() throws {
    let search = try HalvingRandomizedSearch(
      of: Failing.self, candidates: 50, direction: .maximize, resource: .parameter("rounds"),
      factor: 2, minResources: .exhaust, seed: 1)
    let result = try search.fit(
      Ridge.inputs, Ridge.outputs, folds: Ridge.folds, maxConsecutiveFailures: 20, progress: .none,
      scoring: { _, predictions in predictions[0] })
    #expect(result.schedule?.iterations.map(\.candidateCount) == [4, 2, 1])
    #expect(result.schedule?.iterations.map(\.resources) == [16, 32, 64])
    #expect(result.best.settings.rounds == 64 && result.best.settings.depth == 3)
  }

  @Test func `a parameter is the resource`() throws {
    let search = try HalvingGridSearch(
      of: Failing.self, over: ["depth": [1, 2, 3]], direction: .maximize,
      resource: .parameter("rounds"), minResources: 2, maxResources: 20, seed: 1)
    let result = try search.fit(
      Ridge.inputs, Ridge.outputs, folds: Ridge.folds, progress: .none,
      scoring: { _, predictions in predictions[0] })
    #expect(result.configurations.map(\.settings.rounds) == [2, 2, 2, 6])
    #expect(result.configurations.map(\.resources) == [2, 2, 2, 6])
    #expect(result.best.settings.rounds == 6)
    let lines = result.table.csv().split(separator: "\r\n")
    #expect(lines[0].hasPrefix("trial,iteration,resources,rank,mean_score,"))
    #expect(lines[4].hasPrefix("3,1,6,1,"))
  }

  @Test func `invalid options are errors that say what to change`() throws {
    func search(
      _ resource: HalvingResource, over values: [String: [JSONValue]] = ["depth": [1, 2]],
      minResources: HalvingMinimum = .smallest, maxResources: Int? = nil
    ) throws {
      _ = try HalvingGridSearch(
        of: Failing.self, over: values, direction: .maximize, resource: resource,
        minResources: minResources, maxResources: maxResources, seed: 1
      ).fit(
        Ridge.inputs, Ridge.outputs, folds: Ridge.folds, progress: .none, scoring: { _, _ in 1 })
    }
    let calls: [(EvaluationError.Code, () throws -> Void)] = [
      (.invalidValue, { try search(.parameter("epochs")) }),
      (.invalidValue, { try search(.parameter("kind")) }),
      (.invalidValue, { try search(.parameter("depth")) }),
      (.invalidValue, { try search(.examples, over: ["width": [1]]) }),
      (.invalidValue, { try search(.parameter("rounds"), minResources: 65, maxResources: 900) }),
      (.invalidInput, { try search(.examples, minResources: 31) }),
      (.invalidInput, { try search(.examples, maxResources: 31) }),
      (.invalidInput, { try search(.examples(stratifiedBy: [1, 2, 3])) }),
      (.invalidSplit, { try search(.examples, minResources: 2) }),
      (
        .invalidInput,
        {
          _ = try HalvingRandomizedSearch(
            of: Ridge.self, direction: .maximize, minResources: .exhaust)
        }
      ),
    ]
    for (code, call) in calls {
      let error = #expect(throws: EvaluationError.self) { try call() }
      #expect(error?.code == code, "\(String(describing: error))")
    }
  }

  /// A model that cannot be fitted with the largest depth, and whose predictions are its depth and its
  /// rounds.
  private struct Failing: Estimator {
    struct Failure: Error {}

    struct Settings: TypedSpace {
      @Tuned(in: 1...4) var depth = 1
      @Tuned(in: 1...64) var rounds = 4
      @Tuned(from: ["a"]) var kind = "a"
    }

    private let settings: Settings

    init(_ settings: Settings) { self.settings = settings }

    func fit(_ inputs: [Double], _ outputs: [Double]) throws {
      if settings.depth == 4 { throw Failure() }
    }

    func predict(_ inputs: [Double]) -> [Double] {
      inputs.map { _ in Double(settings.depth) + Double(settings.rounds) / 1000 }
    }
  }
}
