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
  static func all(of study: Study, foldCount: Int) throws -> [SearchConfiguration] {
    var configurations: [SearchConfiguration] = []
    for trial in study.trials where trial.state == .complete || trial.state == .pruned {
      guard let splits = SplitScores(of: trial), !splits.scores.isEmpty else { continue }
      guard trial.state == .pruned || splits.scores.count == foldCount else {
        throw EvaluationError(
          "trial \(trial.number) of the study \"\(study.name)\" was judged by "
            + "\(splits.scores.count) folds, not \(foldCount), and cannot be compared; give the "
            + "folds of before, or the search another name")
      }
      configurations.append(
        SearchConfiguration(
          trialNumber: trial.number, settings: try trial.parameters(as: Settings.self),
          scores: splits.scores, fitTimes: splits.fitSeconds.map { .seconds($0) },
          scoreTimes: splits.scoreSeconds.map { .seconds($0) },
          rank: trial.state == .complete ? 1 : nil))
    }
    let means = configurations.compactMap { $0.rank == nil ? nil : $0.meanScore }
    for index in configurations.indices where configurations[index].rank != nil {
      let own = configurations[index].meanScore
      let better = means.count { study.directions[0] == .minimize ? $0 < own : $0 > own }
      configurations[index].rank = better + 1
    }
    return configurations
  }
}
