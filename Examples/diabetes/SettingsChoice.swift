// The ways to choose the settings: as they are, by grid, by TPE.

import Attune
import AttuneEvaluation
import ExampleSupport
import Foundation

/// Some patients, and what settings of the network are good for them.
struct SettingsChoice {
  /// The share of predictions that are right.
  private static let accuracy: @Sendable ([Bool], [Bool]) throws -> Double = {
    try ConfusionMatrix(truth: $0, predicted: $1).accuracy
  }

  /// Replaces missing measurements by the median, and standardises all.
  ///
  /// Medians, means and deviations are learned in each fold, from the patients of its training part.
  private static let preparation = Imputation(.median).then(Standardization())

  /// Where the searches are recorded.
  let storage: JournalStorage
  private let options: Options
  private let measurements: [[Double]]
  private let hasDiabetes: [Bool]
  /// All searches judge by these folds, so that their scores can be compared.
  private let folds: [Fold]

  init(_ patients: [Patient], _ options: Options) throws {
    self.options = options
    storage = JournalStorage(path: "\(options.folder)/diabetes.journal")
    measurements = patients.map(\.measurements)
    hasDiabetes = patients.map(\.hasDiabetes)
    folds = try .stratified(3, labels: hasDiabetes, shuffleSeed: 1)
  }

  /// Ten-fold cross-validation of some settings, by other folds than those of the searches.
  func judge(_ settings: DiabetesNetwork.Settings) throws -> CrossValidationScores {
    try DiabetesNetwork.crossValidate(
      settings, measurements, hasDiabetes,
      folds: .stratified(10, labels: hasDiabetes, shuffleSeed: 2),
      preparedBy: Self.preparation, scoring: Self.accuracy)
  }

  /// All 243 settings, each fitted three times.
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

  /// A quarter of the fits: 65 settings, the worse half of which are given up after two folds.
  ///
  /// One fold is too little to judge by: 205 patients, whose accuracy has a standard error of 0.03.
  func searchWithTPE(
    seed: UInt64, storage: some Storage, progress: ProgressDisplay
  ) throws -> SearchResult<DiabetesNetwork> {
    var patience = PercentilePruner.Configuration()
    patience.warmupStep = 1
    let search = try RandomizedSearch(
      "tpe", of: DiabetesNetwork.self, trials: 65, direction: .maximize, storage: storage,
      sampler: .tpe(), pruner: .median(patience), seed: seed)
    return try run(search, progress)
  }

  /// As many fits at random: 60 settings.
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

  /// What TPE and chance find with several seeds, a line each.
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
      return try searches.flatMap { found -> [JSONValue?] in
        let accuracy = found.best.meanScore
        let better = grid.configurations.count { $0.meanScore > accuracy }
        let inTenFolds = try judge(found.best.settings).mean
        return [
          .int(found.fitCount), .float(accuracy), .int(better + 1), .float(inTenFolds),
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
      + "grid: \(grid.best.meanScore); in ten folds \(try judge(grid.best.settings).mean)\n"
  }

  /// Writes the table and the plot of the grid.
  func write(_ grid: SearchResult<DiabetesNetwork>) throws {
    let table = "\(options.folder)/diabetes-grid.csv"
    try grid.table.csv().write(toFile: table, atomically: true, encoding: .utf8)
    let plot = "\(options.folder)/diabetes-grid.svg"
    let study = try storage.studies().first { $0.name == "grid" }
    try study?.chart(.slice).svg().write(toFile: plot, atomically: true, encoding: .utf8)
    print("Every setting is in \(table), a picture in \(plot).")
  }
}
