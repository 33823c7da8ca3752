import Attune

/// Hyperparameters that a search has tried, and how they did.
public struct SearchConfiguration<Settings: TypedSpace>: Sendable {
  /// The number of the trial in the study.
  public let trialNumber: Int
  /// The hyperparameters.
  public let settings: Settings
  /// The score of each fold; of a trial that was given up, of those that it has come to.
  public let scores: [Double]
  /// How long the fit of each fold took.
  public let fitTimes: [Duration]
  /// How long predicting and scoring of each fold took.
  public let scoreTimes: [Duration]
  /// 1 for the best mean score and the same for equal ones; nil for a trial that was given up.
  public internal(set) var rank: Int?

  /// The mean of the scores, every fold counting the same.
  public var meanScore: Double { scores.mean }

  /// The standard deviation of the scores, with the number of folds as the divisor, as NumPy's.
  ///
  /// It tells how the folds differ. The folds share examples, so it is no error bar of the mean.
  public var scoreDeviation: Double { scores.standardDeviation }

  /// The complete and pruned trials of a study, by number.
  ///
  /// - Throws: ``EvaluationError`` when a trial was judged by other folds.
  static func all(of study: Study, judgedBy folds: [Fold]) throws -> [SearchConfiguration] {
    let parts = Fold.fingerprint(of: folds)
    var configurations: [SearchConfiguration] = []
    for trial in study.trials where trial.state == .complete || trial.state == .pruned {
      let record = RecordedScores(of: trial, named: ScoreSeries.crossValidation)
      let times = FoldTimes(of: trial)
      let count = record.scores.count
      guard count > 0, times.count >= count else { continue }
      guard record.parts == parts else {
        // A trial that was given up does not tell how many folds it was to be judged by.
        let isOfOtherNumber = trial.state == .complete && count != folds.count
        throw EvaluationError(
          "trial \(trial.number) of the study \"\(study.name)\" was judged by "
            + (isOfOtherNumber ? "\(count) folds, not \(folds.count)," : "other folds")
            + " and cannot be compared; give the folds of before, or the search another name")
      }
      configurations.append(
        SearchConfiguration(
          trialNumber: trial.number, settings: try settings(of: trial, in: study),
          scores: record.scores, fitTimes: times.fit.prefix(count).map { .seconds($0) },
          scoreTimes: times.score.prefix(count).map { .seconds($0) },
          // Which one follows, when all are known.
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
        "the study \"\(study.name)\" is of other settings; give the search another name: \(error)")
    }
  }
}
