// The ways to choose the settings: the defaults, grid search, TPE and random search.

import Attune
import AttuneEvaluation
import ExampleSupport
import Foundation

/// The search for good settings of the network for some patients.
struct SettingsChoice {
  /// The fraction of correct predictions.
  private static let accuracy: @Sendable ([Bool], [Bool]) throws -> Double = {
    try ConfusionMatrix(truth: $0, predicted: $1).accuracy
  }

  /// Replaces missing measurements by the median, and standardises all measurements.
  ///
  /// Medians, means and standard deviations are computed from the training part of each fold.
  private static let preparation = Imputation(.median).then(Standardization())

  /// The journal of the searches.
  let storage: JournalStorage
  private let options: Options
  private let measurements: [[Double]]
  private let hasDiabetes: [Bool]
  /// The folds of all searches, so that their scores can be compared.
  private let folds: [Fold]

  init(_ patients: [Patient], _ options: Options) throws {
    self.options = options
    storage = JournalStorage(path: "\(options.folder)/diabetes.journal")
    measurements = patients.map(\.measurements)
    hasDiabetes = patients.map(\.hasDiabetes)
    folds = try .stratified(3, labels: hasDiabetes, shuffleSeed: 1)
  }

  /// The scores of settings in ten folds other than those of the searches.
  func evaluate(_ settings: DiabetesNetwork.Settings) throws -> CrossValidationScores {
    try DiabetesNetwork.crossValidate(
      settings, measurements, hasDiabetes,
      folds: .stratified(10, labels: hasDiabetes, shuffleSeed: 2),
      preparedBy: Self.preparation, scoring: Self.accuracy)
  }

  /// Evaluates all 243 settings, each in three folds.
  func searchGrid() throws -> SearchResult<DiabetesNetwork> {
    let search = try GridSearch(
      "grid", of: DiabetesNetwork.self,
      over: [
        "activation": ["relu", "tanh", "logistic"],
        "optimizer": ["sgd", "rmsprop", "adam"],
        "initialization": ["scaled", "uniform", "normal"],
        "batchSize": [8, 16, 32],
        "epochs": [25, 50, 100],
      ],
      direction: .maximize, storage: storage)
    try search.study.setObjectiveNames(["accuracy"])
    return try search.fit(
      measurements, hasDiabetes, folds: folds, preparedBy: Self.preparation,
      parallelism: .workers(options.parallelism), progress: .automatic, scoring: Self.accuracy)
  }

  /// A search with a quarter of the fits: 65 settings, the worse half pruned after two folds.
  ///
  /// One fold is too small to prune by: the accuracy of 205 patients has a standard error of 0.03.
  func searchWithTPE(
    seed: UInt64, storage: some Storage, progress: ProgressDisplay
  ) throws -> SearchResult<DiabetesNetwork> {
    var pruning = PercentilePruner.Configuration()
    pruning.warmupSteps = 1
    let search = try RandomizedSearch(
      "tpe", of: DiabetesNetwork.self, trials: 65, direction: .maximize, storage: storage,
      sampler: .tpe(), pruner: .median(pruning), seed: seed)
    return try run(search, progress)
  }

  /// A random search with a similar number of fits: 60 settings.
  private func searchAtRandom(seed: UInt64) throws -> SearchResult<DiabetesNetwork> {
    let search = try RandomizedSearch(
      "random", of: DiabetesNetwork.self, trials: 60, direction: .maximize, seed: seed)
    return try run(search, .none)
  }

  private func run(
    _ search: RandomizedSearch<DiabetesNetwork>, _ progress: ProgressDisplay
  ) throws -> SearchResult<DiabetesNetwork> {
    try search.fit(
      measurements, hasDiabetes, folds: folds, preparedBy: Self.preparation,
      parallelism: .workers(options.parallelism), batchSize: 2, progress: progress,
      scoring: Self.accuracy)
  }

  /// A table of the results of TPE and random search, one seed per line, and their means.
  func compare(seeds: Int, with grid: SearchResult<DiabetesNetwork>) throws -> String {
    let names = ["fits", "accuracy", "rank in the grid", "in ten folds"]
    let columns = ["TPE", "random"].flatMap { group in
      names.map { DataTable.Column($0, group: group) }
    }
    let rows = try (1...seeds).map { seed in
      let seed = UInt64(seed)
      let searches = [
        try searchWithTPE(seed: seed, storage: .inMemory, progress: .none),
        try searchAtRandom(seed: seed),
      ]
      return try searches.flatMap { result -> [JSONValue?] in
        let accuracy = result.best.meanScore
        let better = grid.configurations.count { $0.meanScore > accuracy }
        let inTenFolds = try evaluate(result.best.settings).mean
        return [
          .int(result.fitCount), .float(accuracy), .int(better + 1), .float(inTenFolds),
        ]
      }
    }
    func mean(_ column: Int) -> CrossValidationScores {
      CrossValidationScores(rows.compactMap { $0[column]?.doubleValue })
    }
    func summary(_ column: Int) -> String {
      "\(mean(column)), the grid's best \(rows.count { $0[column + 1] == 1 }) times; "
        + "in ten folds \(mean(column + 2))"
    }
    return DataTable(columns: columns, rows: rows).text()
      + "TPE: \(summary(1))\nrandom: \(summary(5))\n"
      + "grid: \(grid.best.meanScore); in ten folds \(try evaluate(grid.best.settings).mean)\n"
  }

  /// Writes the table and the plot of the grid.
  func write(_ grid: SearchResult<DiabetesNetwork>) throws {
    let table = "\(options.folder)/diabetes-grid.csv"
    try grid.table.csv().write(toFile: table, atomically: true, encoding: .utf8)
    let plot = "\(options.folder)/diabetes-grid.svg"
    let study = try storage.studies().first { $0.name == "grid" }
    try study?.chart(.slice).svg().write(toFile: plot, atomically: true, encoding: .utf8)
    print("Wrote all settings to \(table) and a plot to \(plot).")
  }
}
