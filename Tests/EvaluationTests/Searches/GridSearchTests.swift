import Attune
import AttuneEvaluation
import Synchronization
import Testing

@Suite struct GridSearchTests {
  private static let values: [String: [JSONValue]] = [
    "alpha": [0.1, 1, 10, 100], "intercept": [false, true],
  ]

  private static func search(
    _ name: String = "ridge", over values: [String: [JSONValue]] = values,
    storage: InMemoryStorage = InMemoryStorage(), pruner: some Pruner = .none
  ) throws -> GridSearch<Ridge> {
    try GridSearch(
      name, of: Ridge.self, over: values, direction: .maximize, storage: storage, pruner: pruner)
  }

  private static func fit(
    _ search: GridSearch<Ridge>, parallelism: Int = 1, batchSize: Int? = nil
  ) throws -> SearchResult<Ridge> {
    try search.fit(
      Ridge.inputs, Ridge.outputs, folds: Ridge.folds, parallelism: .workers(parallelism),
      batchSize: batchSize, scoring: Ridge.negativeSquaredError)
  }

  /// `cv_results_` of `GridSearchCV(Ridge(), …, scoring="neg_mean_squared_error", cv=KFold(5))` of
  /// scikit-learn 1.9.1 on the same examples: scores of split 0 and split 3, mean, standard
  /// deviation, rank.
  private static let reference: [(alpha: Double, intercept: Bool, [Double], rank: Int)] = [
    (
      0.1, false, [-5.887793257416487, -16.84676305405955, -7.409150576073429, 4.885793370467904], 5
    ),
    (
      0.1, true, [-1.58312703878675, -3.6418530382032213, -1.8762060716828004, 0.9017045845694792],
      2
    ),
    (
      1, false, [-5.989475647728038, -16.847109985699777, -7.410416243592877, 4.912820165559004], 6
    ),
    (
      1, true, [-1.7223413540960875, -3.2068553798328465, -1.8605970068783524, 0.7007205403444042],
      1
    ),
    (10, false, [-7.638614005424663, -17.552878829369334, -8.4454028942399, 4.988733948718271], 7),
    (
      10, true, [-3.0008627354312716, -1.1347139818352268, -2.224204009157121, 0.6459147430583753],
      3
    ),
    (
      100, false,
      [-27.966136129108992, -33.216627913356405, -29.695481618857322, 2.2641012164340064], 8
    ),
    (
      100, true,
      [-6.275483437841437, -0.19996920262428816, -4.322812716958454, 2.1599836574499536], 4
    ),
  ]

  private static func isClose(_ a: Double, _ b: Double) -> Bool {
    abs(a - b) <= 1e-10 * max(1, abs(b))
  }

  @Test(arguments: [1, 3])
  func `the results equal those of scikit-learn`(parallelism: Int) throws {
    let result = try Self.fit(Self.search(), parallelism: parallelism)
    #expect(result.configurations.count == Self.reference.count)
    for (own, other) in zip(result.configurations, Self.reference) {
      #expect(own.settings.alpha == other.alpha && own.settings.intercept == other.intercept)
      let numbers = [own.scores[0], own.scores[3], own.meanScore, own.scoreDeviation]
      #expect(zip(numbers, other.2).allSatisfy(Self.isClose))
      #expect(own.rank == other.rank)
      #expect(own.fitTimes.count == 5 && own.scoreTimes.count == 5)
    }
    #expect(result.best.trialNumber == 3)
    // `best_estimator_.coef_` and `intercept_`.
    #expect(Self.isClose(result.model.offset, 4.76931410902106))
    #expect(abs(result.model.slope - 2.20351847) < 1e-8)
  }

  @Test func `the table has scores, times and parameters`() throws {
    let result = try Self.fit(Self.search())
    let lines = result.table.csv().split(separator: "\r\n")
    #expect(
      lines[0] == "trial,rank,mean_score,std_score,split_0,split_1,split_2,split_3,split_4,"
        + "mean_fit_seconds,std_fit_seconds,mean_score_seconds,std_score_seconds,"
        + "params_alpha,params_intercept")
    #expect(lines.count == 9)
    let first = lines[1].split(separator: ",")
    #expect(first[0...1] == ["0", "5"])
    #expect(Double(first[2]).map { Self.isClose($0, -7.409150576073429) } == true)
    #expect(first.suffix(2) == ["0.1", "false"])
  }

  @Test func `omitted parameters keep their defaults`() throws {
    let search = try Self.search(over: ["intercept": [false, true]])
    #expect(search.count == 2)
    let result = try Self.fit(search)
    #expect(result.configurations.map(\.settings.alpha) == [1, 1])
    #expect(result.configurations.map(\.settings.intercept) == [false, true])
  }

  @Test func `an interrupted search can be resumed`() throws {
    struct Stop: Error {}
    let storage = InMemoryStorage()
    let remaining = Mutex(13)
    let scoring = { @Sendable (outputs: [Double], predictions: [Double]) throws -> Double in
      let isLast = remaining.withLock { remaining in
        remaining -= 1
        return remaining == 0
      }
      if isLast { throw CancellationError() }
      return Ridge.negativeSquaredError(outputs, predictions)
    }
    #expect(throws: CancellationError.self) {
      _ = try Self.search(storage: storage)
        .fit(Ridge.inputs, Ridge.outputs, folds: Ridge.folds, scoring: scoring)
    }
    let search = try Self.search(storage: storage)
    #expect(search.study.trials.finishedCount == 2)
    let result = try Self.fit(search)
    #expect(search.study.trials.count == 8)
    #expect(result.configurations.map(\.rank) == Self.reference.map { Int?($0.rank) })
    // A further run adds no trials.
    #expect(try Self.fit(Self.search(storage: storage)).best.trialNumber == 3)
    #expect(search.study.trials.count == 8)
  }

  @Test func `unpromising combinations are pruned before all folds are evaluated`() throws {
    var configuration = PercentilePruner.Configuration()
    configuration.startupTrials = 2
    let search = try Self.search(pruner: PercentilePruner(50, configuration))
    let result = try Self.fit(search)
    let pruned = result.configurations.filter { $0.rank == nil }
    #expect(!pruned.isEmpty)
    #expect(pruned.allSatisfy { $0.scores.count < 5 })
    #expect(result.best.settings == Self.bestSettings)
    #expect(result.table.csv().contains(",,"))
  }

  @Test func `with batches, a pruned grid search does not depend on parallelism`() throws {
    func fit(parallelism: Int) throws -> [SearchConfiguration<Ridge.Settings>] {
      let values: [String: [JSONValue]] = [
        "alpha": [0.1, 1, 10, 50, 100], "intercept": [true, false],
      ]
      return try Self.fit(
        try Self.search(over: values, pruner: .median()), parallelism: parallelism, batchSize: 4
      ).configurations
    }
    let (one, several) = (try fit(parallelism: 1), try fit(parallelism: 4))
    #expect(one.count == 10)
    #expect(one.contains { $0.rank == nil })
    #expect(one.map(\.settings) == several.map(\.settings))
    #expect(one.map(\.scores) == several.map(\.scores))
    #expect(one.map(\.rank) == several.map(\.rank))
  }

  @Test(.timeLimit(.minutes(5)), arguments: [nil, 3, 20])
  func `all combinations are evaluated despite trials of other programs`(batchSize: Int?) throws {
    let storage = InMemoryStorage()
    let other = try Study(
      "ridge", direction: .maximize, storage: storage, sampler: .random, seed: 1)
    try other.optimize(trials: 2) { trial in
      _ = try trial.suggest("alpha", in: 1e-3...1e3, scale: .log)
      return -100
    }
    let search = try Self.search(storage: storage)
    let result = try Self.fit(search, batchSize: batchSize)
    #expect(Set(result.configurations.map(\.settings)).count == 8)
    #expect(search.study.trials.count == 10)
  }

  private static var bestSettings: Ridge.Settings {
    var settings = Ridge.Settings()
    (settings.alpha, settings.intercept) = (1, true)
    return settings
  }

  @Test(arguments: [
    (
      ["beta": [1]] as [String: [JSONValue]], #"no parameter "beta"; it has ["alpha", "intercept"]"#
    ),
    (["alpha": [0.1, 1e6]], #"the value 1000000.0 for "alpha" is not a float"#),
    (["intercept": ["yes"]], #"the value "yes" for "intercept" is not one of"#),
  ])
  func `unknown parameters and values are refused`(
    _ values: [String: [JSONValue]], _ message: String
  ) {
    let error = #expect(throws: EvaluationError.self) { try Self.search(over: values) }
    #expect(error?.description.contains(message) == true)
  }

  struct Stepped: Estimator {
    struct Settings: TypedSpace { @Tuned(in: 32...512, step: 32) var units = 64 }

    init(_ settings: Settings) {}

    func fit(_ inputs: [Double], _ outputs: [Double]) {}

    func predict(_ inputs: [Double]) -> [Double] { inputs }
  }

  @Test func `values that are not on a step are refused`() throws {
    let error = #expect(throws: EvaluationError.self) {
      try GridSearch(of: Stepped.self, over: ["units": [64, 100]], direction: .maximize)
    }
    #expect(
      error?.description.hasPrefix(
        #"the value 100 for "units" is not an integer in 32...512 by 32"#)
        == true)
  }

  @Test func `a study with other settings is not continued`() throws {
    let storage = InMemoryStorage()
    _ = try GridSearch(
      of: Stepped.self, over: ["units": [32, 64]], direction: .maximize, storage: storage
    ).fit(Ridge.inputs, Ridge.outputs, folds: Ridge.folds, scoring: Ridge.negativeSquaredError)
    let search = try GridSearch(
      of: Ridge.self, over: [:], direction: .maximize, storage: storage)
    let error = #expect(throws: EvaluationError.self) {
      _ = try search.fit(
        Ridge.inputs, Ridge.outputs, folds: Ridge.folds, scoring: Ridge.negativeSquaredError)
    }
    #expect(error?.description.contains("give the search another name: trial 0 was not") == true)
    #expect(search.study.trials.count == 2)
  }

  @Test(arguments: [
    (29, Ridge.folds, "30 inputs and 29 outputs"),
    (30, [], "no fold"),
    (30, [Fold(training: [0, 1], validation: [])], "fold 0 has an empty part"),
    (30, [Fold(training: [0, 1], validation: [30])], "fold 0 has the index 30"),
  ])
  func `inputs, outputs and folds that do not match are refused`(
    _ outputCount: Int, _ folds: [Fold], _ message: String
  ) throws {
    let search = try Self.search()
    let error = #expect(throws: EvaluationError.self) {
      _ = try search.fit(
        Ridge.inputs, Array(Ridge.outputs.prefix(outputCount)), folds: folds,
        scoring: Ridge.negativeSquaredError)
    }
    #expect(error?.description.contains(message) == true)
    #expect(search.study.trials.isEmpty)
  }

  @Test func `scores of other folds are not compared`() throws {
    let storage = InMemoryStorage()
    _ = try Self.fit(Self.search(over: ["alpha": [1]], storage: storage))
    let error = #expect(throws: EvaluationError.self) {
      _ = try Self.search(storage: storage).fit(
        Ridge.inputs, Ridge.outputs, folds: Array(Ridge.folds.prefix(3)),
        scoring: Ridge.negativeSquaredError)
    }
    #expect(error?.description.contains("was evaluated on 5 folds, not 3") == true)
  }

  @Test func `a combination whose scoring fails is not in the result`() throws {
    struct Singular: Error {}
    let search = try Self.search()
    let result = try search.fit(
      Ridge.inputs, Ridge.outputs, folds: Ridge.folds,
      scoring: { outputs, predictions throws -> Double in
        let error = Ridge.negativeSquaredError(outputs, predictions)
        if error < -25 { throw Singular() }
        return error
      })
    #expect(search.study.trials.count(of: .failed) == 1)
    let numbers = result.configurations.map(\.trialNumber)
    #expect(numbers == [0, 1, 2, 3, 4, 5, 7])
  }

  @Test func `a search stopped by failures continues with a higher limit`() throws {
    struct Singular: Error {}
    let storage = InMemoryStorage()
    func run(maxConsecutiveFailures: Int) throws -> SearchResult<Ridge> {
      try Self.search(storage: storage).fit(
        Ridge.inputs, Ridge.outputs, folds: Ridge.folds,
        maxConsecutiveFailures: maxConsecutiveFailures
      ) { outputs, predictions in
        let error = Ridge.negativeSquaredError(outputs, predictions)
        // By the references above, this includes the first three combinations.
        if error < -3.5 { throw Singular() }
        return error
      }
    }
    #expect(throws: StudyError.self) { try run(maxConsecutiveFailures: 3) }
    let result = try run(maxConsecutiveFailures: 6)
    let study = try Self.search(storage: storage).study
    #expect(study.trials.count == 8)
    #expect(result.configurations.count == study.trials.count(of: .complete))
  }
}
