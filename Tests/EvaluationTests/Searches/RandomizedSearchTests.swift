import Attune
import AttuneEvaluation
import Testing

@Suite struct RandomizedSearchTests {
  private static func fit(
    _ trials: Int, storage: InMemoryStorage = InMemoryStorage(), sampler: some Sampler = .random,
    pruner: some Pruner = .none, parallelism: Int = 1, batchSize: Int? = nil,
    enqueuesDefaults: Bool = false
  ) throws -> SearchResult<Ridge> {
    let search = try RandomizedSearch(
      of: Ridge.self, trials: trials, direction: .maximize, storage: storage, sampler: sampler,
      pruner: pruner, seed: 3)
    if enqueuesDefaults { try search.study.enqueueDefaults(of: Ridge.Settings.self) }
    return try search.fit(
      Ridge.inputs, Ridge.outputs, folds: Ridge.folds, parallelism: .workers(parallelism),
      batchSize: batchSize, scoring: Ridge.negativeSquaredError)
  }

  @Test func `the best of the drawn settings is fitted`() throws {
    let result = try Self.fit(40)
    #expect(result.configurations.count == 40)
    #expect(Set(result.configurations.map(\.settings.alpha)).count == 40)
    #expect(result.configurations.map(\.meanScore).max() == result.best.meanScore)
    #expect(result.best.rank == 1)
    // The best alpha is between 0.1 and 1, for which scikit-learn has scores of -1.8762 and
    // -1.8606.
    #expect(result.best.meanScore > -1.87)
    var model = Ridge(result.best.settings)
    try model.fit(Ridge.inputs, Ridge.outputs)
    #expect(model.slope == result.model.slope)
  }

  @Test func `with batches, a search does not depend on parallelism or interruptions`() throws {
    let whole = try Self.fit(12, sampler: .tpe(), batchSize: 4)
    let storage = InMemoryStorage()
    _ = try Self.fit(5, storage: storage, sampler: .tpe(), batchSize: 4)
    let parts = try Self.fit(12, storage: storage, sampler: .tpe(), parallelism: 3, batchSize: 4)
    #expect(whole.configurations.map(\.settings) == parts.configurations.map(\.settings))
    #expect(whole.configurations.map(\.scores) == parts.configurations.map(\.scores))
  }

  @Test func `with batches, a pruned search does not depend on parallelism`() throws {
    let one = try Self.fit(24, sampler: .tpe(), pruner: .median(), batchSize: 4)
    let several = try Self.fit(
      24, sampler: .tpe(), pruner: .median(), parallelism: 4, batchSize: 4)
    #expect(one.configurations.map(\.settings) == several.configurations.map(\.settings))
    #expect(one.configurations.map(\.scores) == several.configurations.map(\.scores))
    #expect(one.configurations.map(\.rank) == several.configurations.map(\.rank))
    #expect(one.configurations.contains { $0.rank == nil })
  }

  @Test func `a search without trials is an error`() {
    let error = #expect(throws: EvaluationError.self) { try Self.fit(0) }
    #expect(error?.description.hasSuffix("could be evaluated; run some trials") == true)
  }

  @Test(.timeLimit(.minutes(5)), arguments: [nil, 2, 5])
  func `a detached trial is neither counted nor waited for`(
    batchSize: Int?
  ) throws {
    let storage = InMemoryStorage()
    let search = try RandomizedSearch(
      of: Ridge.self, trials: 3, direction: .maximize, storage: storage, seed: 3)
    _ = try search.study.ask(detached: true)
    let result = try search.fit(
      Ridge.inputs, Ridge.outputs, folds: Ridge.folds, batchSize: batchSize,
      scoring: Ridge.negativeSquaredError)
    #expect(result.configurations.map(\.trialNumber) == [1, 2, 3])
  }

  @Test func `enqueued defaults are evaluated first`() throws {
    let result = try Self.fit(3, enqueuesDefaults: true)
    #expect(result.configurations[0].settings == Ridge.Settings())
    #expect(result.configurations.count == 3)
  }

  @Test func `a better trial that was not cross-validated is ignored`() throws {
    let storage = InMemoryStorage()
    let study = try Study("randomized search", direction: .maximize, storage: storage, seed: 3)
    try study.optimize(trials: 1) { trial in
      _ = try trial.suggest(Ridge.Settings.self)
      return 0
    }
    let result = try Self.fit(5, storage: storage)
    #expect(result.configurations.map(\.trialNumber) == [1, 2, 3, 4])
    #expect(result.configurations.map(\.meanScore).max() == result.best.meanScore)
  }
}
