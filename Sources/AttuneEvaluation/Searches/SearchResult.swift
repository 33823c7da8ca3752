public import Attune

/// The result of a search: all configurations, the best one, and a model fitted with it.
public struct SearchResult<Model: Estimator> {
  /// The name of the search's study.
  let studyName: String
  /// The configurations that were evaluated, by trial number, without failed trials.
  public let configurations: [SearchConfiguration<Model.Settings>]
  /// The configuration with the best mean score, of the last iteration if there are several; of equal ones,
  /// the earliest.
  public let best: SearchConfiguration<Model.Settings>
  /// The search's preparation, fitted to all examples.
  public let preparation: any FittedTransformation<Model.Input>
  /// The model with the best configuration, fitted to all examples after preparation.
  ///
  /// It expects prepared inputs; ``predict(_:)`` prepares them.
  public let model: Model
  /// The iterations of a search by successive halving; nil in other searches.
  public let schedule: HalvingSchedule?

  /// Prepares inputs and returns the predictions of the best model.
  ///
  /// - Returns: A prediction for each input.
  /// - Throws: Errors of the preparation and the model.
  public func predict(_ inputs: [Model.Input]) throws -> [Model.Prediction] {
    try model.predict(preparation.apply(to: inputs))
  }

  /// A table with a row for each configuration, like scikit-learn's `cv_results_`.
  ///
  /// The columns are the trial number, the rank, the mean and the standard deviation of the scores,
  /// the score of each fold, times in seconds, and parameters; after successive halving also the iteration
  /// and its resources.
  ///
  /// - Complexity: O(*n* (*k* + *d*)) for *n* configurations, *k* folds and *d* parameters.
  public var table: DataTable {
    let parameters = configurations.map { $0.settings.labels(prefix: "") }
    let names = Self.distinct(parameters.joined().map { $0.0 })
    let splitCount = configurations.map(\.scores.count).max() ?? 0
    let columns =
      (["trial"] + (schedule == nil ? [] : ["iteration", "resources"])
      + ["rank", "mean_score", "std_score"]).map { DataTable.Column($0) }
      + (0..<splitCount).map { DataTable.Column("\($0)", group: "split") }
      + ["mean_fit_seconds", "std_fit_seconds", "mean_score_seconds", "std_score_seconds"]
      .map { DataTable.Column($0) }
      + names.map { DataTable.Column($0, group: "params") }
    let rows = zip(configurations, parameters).map { configuration, parameters in
      let labels = JSONObject(parameters)
      let splits = (0..<splitCount).map { split -> JSONValue? in
        configuration.scores.indices.contains(split) ? .float(configuration.scores[split]) : nil
      }
      let times = [configuration.fitTimes, configuration.scoreTimes].flatMap { times in
        let seconds = times.map { $0 / .seconds(1) }
        return [JSONValue?.some(.float(seconds.mean)), .float(seconds.standardDeviation)]
      }
      let iteration = [configuration.iteration, configuration.resources].map {
        $0.map(JSONValue.int)
      }
      return [.int(configuration.trialNumber)] + (schedule == nil ? [] : iteration) + [
        configuration.rank.map { .int($0) }, .float(configuration.meanScore),
        .float(configuration.scoreDeviation),
      ] + splits + times + names.map { labels[$0] }
    }
    return DataTable(columns: columns, rows: rows)
  }

  private static func distinct(_ names: [String]) -> [String] {
    var seen = Set<Name>()
    return names.filter { seen.insert(Name($0)).inserted }
  }
}

extension SearchResult: Sendable where Model: Sendable {}
