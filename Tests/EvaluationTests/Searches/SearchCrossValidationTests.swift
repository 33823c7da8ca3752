import Attune
import AttuneEvaluation
import Synchronization
import Testing

/// Tests of cross-validation within searches.
@Suite struct SearchCrossValidationTests {
  private let values: [String: [JSONValue]] = ["alpha": [1, 0.1, 10, 100, 1000]]

  private func makeSearch(
    storage: InMemoryStorage = InMemoryStorage(), pruner: some Pruner = .none
  ) throws -> GridSearch<CountedRidge> {
    try GridSearch(
      of: CountedRidge.self, over: values, direction: .maximize, storage: storage, pruner: pruner)
  }

  private func fit(
    _ search: GridSearch<CountedRidge>, _ fits: Fits = Fits(), folds: [Fold] = Ridge.folds
  ) throws -> SearchResult<CountedRidge> {
    try search.fit(
      Ridge.inputs.map { CountedInput(value: $0, fits: fits) }, Ridge.outputs, folds: folds,
      scoring: Ridge.negativeSquaredError)
  }

  private func seconds(_ trial: TrialSnapshot) -> [[Double]] {
    let record = trial.userAttributes["cv:seconds"]?.objectValue
    return ["fit", "score"].map { record?[$0]?.arrayValue?.compactMap(\.doubleValue) ?? [] }
  }

  @Test(arguments: [0, 2, 4])
  func `an interrupted combination continues with the first fold without a score`(
    fold: Int
  ) throws {
    let whole = try fit(makeSearch())
    let storage = InMemoryStorage()
    let fits = Fits(interruptedAt: 5 + fold)
    #expect(throws: CancellationError.self) { try fit(makeSearch(storage: storage), fits) }
    let search = try makeSearch(storage: storage)
    let interrupted = search.study.trials[1]
    #expect(interrupted.state == .waiting)
    #expect(seconds(interrupted).map(\.count) == [fold, fold])

    let result = try fit(search, fits)
    // Five combinations on five folds, the interrupted fit, and the final fit of the best
    // combination.
    #expect(fits.count == 5 * 5 + 1 + 1)
    #expect(result.configurations.map(\.scores) == whole.configurations.map(\.scores))
    #expect(result.configurations.map(\.rank) == whole.configurations.map(\.rank))
    #expect(
      search.study.trials.map(\.intermediateValues)
        == whole.configurations.map { configuration in
          configuration.scores.indices.map { step in
            IntermediateValue(
              step: step,
              value: CrossValidationScores(Array(configuration.scores[...step])).mean)
          }
        })
    // The times of the folds that were not evaluated again are unchanged.
    let times = result.configurations[1]
    #expect(times.fitTimes.count == 5 && times.scoreTimes.count == 5)
    for (own, earlier) in zip(seconds(search.study.trials[1]), seconds(interrupted)) {
      #expect(Array(own.prefix(fold)) == earlier)
    }
  }

  @Test func `times of other folds are not reused`() throws {
    let storage = InMemoryStorage()
    #expect(throws: CancellationError.self) {
      try fit(makeSearch(storage: storage), Fits(interruptedAt: 3))
    }
    let fits = Fits()
    let search = try makeSearch(storage: storage)
    #expect(seconds(search.study.trials[0]).map(\.count) == [3, 3])
    _ = try fit(search, fits, folds: Ridge.folds.reversed())
    #expect(fits.count == 5 * 5 + 1)
    #expect(search.study.trials.allSatisfy { seconds($0).map(\.count) == [5, 5] })
  }

  @Test func `the median pruner gets means`() throws {
    let search = try makeSearch(pruner: .median())
    let result = try fit(search)
    let reports = search.study.trials.map { $0.intermediateValues.map(\.value) }
    let means = result.configurations.map { configuration in
      configuration.scores.indices.map {
        CrossValidationScores(Array(configuration.scores[...$0])).mean
      }
    }
    #expect(reports == means)
  }

  @Test func `the Wilcoxon pruner gets single scores and prunes combinations`() throws {
    let search = try makeSearch(pruner: .wilcoxon())
    let result = try fit(search, folds: .kFold(10, of: Ridge.inputs))
    let reports = search.study.trials.map { $0.intermediateValues.map(\.value) }
    #expect(reports == result.configurations.map(\.scores))
    // With a penalty of 1000 the slope is close to zero on each fold.
    let pruned = result.configurations.filter { $0.rank == nil }
    #expect(pruned.last?.trialNumber == 4)
    #expect(pruned.allSatisfy { (4..<10).contains($0.scores.count) })
    #expect(result.best.scores.count == 10)
  }

  @Test(arguments: [
    (
      Array(Ridge.folds.reversed()),
      "trial 0 of the study \"grid search\" was evaluated on other folds"
    ),
    (Array(Ridge.folds.prefix(3)), "was evaluated on 5 folds, not 3"),
  ])
  func `other folds are refused before any fit`(
    _ folds: [Fold], _ message: String
  ) throws {
    let storage = InMemoryStorage()
    #expect(throws: CancellationError.self) {
      try fit(makeSearch(storage: storage), Fits(interruptedAt: 12))
    }
    let search = try makeSearch(storage: storage)
    let states = search.study.trials.map(\.state)
    let fits = Fits()
    let error = #expect(throws: EvaluationError.self) { try fit(search, fits, folds: folds) }
    #expect(error?.description.contains(message) == true)
    #expect(fits.count == 0)
    #expect(search.study.trials.map(\.state) == states)
    // With the earlier folds the search continues.
    #expect(try fit(search, fits).configurations.count == 5)
  }

  @Test(arguments: [2, 5])
  func `the results do not depend on parallelism`(parallelism: Int) throws {
    func fit(_ parallelism: Int) throws -> SearchResult<Ridge> {
      try GridSearch(
        of: Ridge.self, over: values.merging(["intercept": [true, false]]) { $1 },
        direction: .maximize, shuffledBy: 4
      ).fit(
        Ridge.inputs, Ridge.outputs, folds: Ridge.folds, parallelism: .workers(parallelism),
        scoring: Ridge.negativeSquaredError)
    }
    let (one, several) = (try fit(1), try fit(parallelism))
    #expect(one.configurations.map(\.settings) == several.configurations.map(\.settings))
    #expect(one.configurations.map(\.scores) == several.configurations.map(\.scores))
    #expect(one.configurations.map(\.rank) == several.configurations.map(\.rank))
    #expect(one.best.trialNumber == several.best.trialNumber)
    #expect(one.model.slope == several.model.slope)
  }
}

/// A counter of fits, which can interrupt one of them.
private final class Fits: Sendable {
  private let state = Mutex(0)
  private let interruption: Int?

  init(interruptedAt interruption: Int? = nil) {
    self.interruption = interruption
  }

  var count: Int { state.withLock { $0 } }

  func add() throws {
    let number = state.withLock { count in
      defer { count += 1 }
      return count
    }
    if number == interruption { throw CancellationError() }
  }
}

private struct CountedInput: Sendable {
  let value: Double
  let fits: Fits
}

/// Ridge regression whose inputs count the fits.
private struct CountedRidge: Estimator {
  private var ridge: Ridge

  init(_ settings: Ridge.Settings) {
    ridge = Ridge(settings)
  }

  mutating func fit(_ inputs: [CountedInput], _ outputs: [Double]) throws {
    try inputs[0].fits.add()
    try ridge.fit(inputs.map(\.value), outputs)
  }

  func predict(_ inputs: [CountedInput]) -> [Double] { ridge.predict(inputs.map(\.value)) }
}
