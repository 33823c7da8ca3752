/// What an importance evaluator gets to see.
public struct ImportanceContext: Sendable {
  /// The study.
  public let study: StudySnapshot
  /// The parameters to judge, each named once; nil for all that the evaluator can judge.
  public let parameters: [String]?
  /// What they are judged for.
  public let target: ImportanceTarget
  /// The complete trials that have the target, by number; trials with infinite values do not count.
  public let trials: [TrialSnapshot]
  /// What each of the trials has of the target, as numbers to be minimized: one for each direction if
  /// the target is all of several objectives, otherwise a single one.
  public let losses: [[Double]]

  /// All complete trials, by number.
  let completeTrials: [TrialSnapshot]

  init(
    _ study: StudySnapshot, parameters: [String]?, target: ImportanceTarget
  ) throws(AnalysisError) {
    if case .objective(let place) = target, !study.directions.indices.contains(place) {
      let count = study.directions.count
      throw AnalysisError(
        "study \"\(study.name)\" has \(count) objective value\(count == 1 ? "" : "s"), and none at "
          + "place \(place); places are counted from 0")
    }
    self.study = study
    self.parameters = parameters
    self.target = target
    completeTrials = study.trials.filter { $0.state == .complete }
    guard !completeTrials.isEmpty else {
      throw AnalysisError(
        "study \"\(study.name)\" has no complete trial from which importances could be worked out; "
          + "run some first")
    }
    var (trials, losses): ([TrialSnapshot], [[Double]]) = ([], [])
    for trial in completeTrials {
      guard let loss = target.losses(of: trial, study.directions) else { continue }
      trials.append(trial)
      losses.append(loss)
    }
    guard !trials.isEmpty else {
      throw AnalysisError(
        "none of the \(completeTrials.count) complete trials of study \"\(study.name)\" has a finite "
          + "\(target == .duration ? "duration" : "value"), from which importances are worked out")
    }
    (self.trials, self.losses) = (trials, losses)
  }
}
