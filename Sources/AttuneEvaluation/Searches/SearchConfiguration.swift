import Attune

/// A combination of hyperparameters that a search has evaluated, with its scores and times.
public struct SearchConfiguration<Settings: TypedSpace>: Sendable {
  /// The number of the trial in the study.
  public let trialNumber: Int
  /// The hyperparameters.
  public let settings: Settings
  /// The score of each fold; for a pruned trial, of the folds evaluated before it was pruned.
  public let scores: [Double]
  /// The time of the fit of each fold.
  public let fitTimes: [Duration]
  /// The time of prediction and scoring of each fold.
  public let scoreTimes: [Duration]
  /// The rank by mean score, from 1 for the best, with equal ranks for equal scores; nil for a
  /// pruned trial.
  ///
  /// In a search by successive halving, it is the rank within the iteration.
  public internal(set) var rank: Int?
  /// The number of the iteration of a search by successive halving, from 0 on; nil in other searches.
  public let iteration: Int?
  /// The number of examples, or the value of the parameter that is the resource, of that iteration; nil in
  /// other searches.
  public let resources: Int?

  /// The unweighted mean of the scores.
  public var meanScore: Double { scores.mean }

  /// The population standard deviation of the scores, with the number of folds as the divisor, as
  /// in NumPy.
  ///
  /// It shows how the folds differ. The folds share training examples, so it is not an error bar of
  /// the mean.
  public var scoreDeviation: Double { scores.standardDeviation }

  /// Returns the complete and pruned trials of a study, by number.
  ///
  /// - Throws: ``EvaluationError`` if a trial was evaluated on other folds.
  static func all(of study: Study, evaluatedOn folds: [Fold]) throws -> [SearchConfiguration] {
    let trials = study.trials
    let parts = Fold.fingerprint(of: folds)
    var configurations = try trials.compactMap {
      try SearchConfiguration(of: $0, in: study, evaluatedOn: parts, foldCount: folds.count)
    }
    let completed = configurations.indices.filter {
      trials[configurations[$0].trialNumber].state == .complete
    }
    rank(&configurations, at: completed, study.directions[0])
    return configurations
  }

  /// Reads a trial; nil if it is not complete or pruned, or has no scores.
  ///
  /// - Parameters:
  ///   - trial: The trial.
  ///   - study: Its study.
  ///   - parts: The fingerprint of the folds.
  ///   - foldCount: The number of folds.
  ///   - iteration: The iteration and its resources, of a search by successive halving.
  /// - Throws: ``EvaluationError`` if the trial was evaluated on other folds.
  init?(
    of trial: TrialSnapshot, in study: Study, evaluatedOn parts: String, foldCount: Int,
    iteration: (number: Int, resources: Int)? = nil
  ) throws {
    guard trial.state == .complete || trial.state == .pruned else { return nil }
    let record = RecordedScores(of: trial, named: ScoreSeries.crossValidation)
    let times = FoldTimes(of: trial)
    let count = record.scores.count
    guard count > 0, times.count >= count else { return nil }
    guard record.parts == parts else {
      // The number of scores of a pruned trial is not the number of its folds.
      let hasOtherFoldCount = trial.state == .complete && count != foldCount
      throw EvaluationError(
        .incomparable,
        "trial \(trial.number) of the study \"\(study.name)\" was evaluated on "
          + (hasOtherFoldCount ? "\(count) folds, not \(foldCount)," : "other folds")
          + " and cannot be compared; use the earlier folds, or give the search another name")
    }
    trialNumber = trial.number
    settings = try Self.settings(of: trial, in: study)
    scores = record.scores
    fitTimes = times.fit.prefix(count).map { .seconds($0) }
    scoreTimes = times.score.prefix(count).map { .seconds($0) }
    self.iteration = iteration?.number
    resources = iteration?.resources
  }

  /// Sets the ranks of some configurations, with equal ranks for equal scores.
  static func rank(
    _ configurations: inout [SearchConfiguration], at indices: [Int], _ direction: Direction
  ) {
    let means = indices.map { configurations[$0].meanScore }
      .sorted { direction == .minimize ? $0 < $1 : $0 > $1 }
    let ranks = Dictionary(zip(means, 1...)) { first, _ in first }
    for index in indices { configurations[index].rank = ranks[configurations[index].meanScore] }
  }

  private static func settings(
    of trial: TrialSnapshot, in study: Study
  ) throws(EvaluationError) -> Settings {
    do {
      return try trial.parameters(as: Settings.self)
    } catch {
      throw EvaluationError(
        .incomparable,
        "the study \"\(study.name)\" has other settings; give the search another name: \(error)",
        underlyingError: error)
    }
  }
}
