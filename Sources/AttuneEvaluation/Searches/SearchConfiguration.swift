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
  public internal(set) var rank: Int?

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
    let parts = Fold.fingerprint(of: folds)
    var configurations: [SearchConfiguration] = []
    for trial in study.trials where trial.state == .complete || trial.state == .pruned {
      let record = RecordedScores(of: trial, named: ScoreSeries.crossValidation)
      let times = FoldTimes(of: trial)
      let count = record.scores.count
      guard count > 0, times.count >= count else { continue }
      guard record.parts == parts else {
        // The number of scores of a pruned trial is not the number of its folds.
        let hasOtherFoldCount = trial.state == .complete && count != folds.count
        throw EvaluationError(
          .incomparable,
          "trial \(trial.number) of the study \"\(study.name)\" was evaluated on "
            + (hasOtherFoldCount ? "\(count) folds, not \(folds.count)," : "other folds")
            + " and cannot be compared; use the earlier folds, or give the search another name")
      }
      configurations.append(
        SearchConfiguration(
          trialNumber: trial.number, settings: try settings(of: trial, in: study),
          scores: record.scores, fitTimes: times.fit.prefix(count).map { .seconds($0) },
          scoreTimes: times.score.prefix(count).map { .seconds($0) },
          // The actual rank is set below, when all scores are known.
          rank: trial.state == .complete ? 1 : nil))
    }
    let means = configurations.filter { $0.rank != nil }.map(\.meanScore)
      .sorted { study.directions[0] == .minimize ? $0 < $1 : $0 > $1 }
    let ranks = Dictionary(zip(means, 1...)) { first, _ in first }
    for index in configurations.indices where configurations[index].rank != nil {
      configurations[index].rank = ranks[configurations[index].meanScore]
    }
    return configurations
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
