/// The input of an importance evaluator.
public struct ImportanceContext: Sendable {
  /// The study.
  public let study: StudySnapshot
  /// The distinct names of the parameters to evaluate; nil for all that the evaluator supports.
  public let parameters: [String]?
  /// The target for which importances are computed.
  public let target: ImportanceTarget
  /// The complete trials with a finite value of the target, by number.
  public let trials: [TrialSnapshot]
  /// The target values of each trial, as losses to minimize: one for each objective if the target is all
  /// objectives, otherwise a single one.
  public let losses: [[Double]]

  /// All complete trials, by number.
  let completeTrials: [TrialSnapshot]

  init(
    _ study: StudySnapshot, parameters: [String]?, target: ImportanceTarget
  ) throws(AnalysisError) {
    if case .objective(let index) = target, !study.directions.indices.contains(index) {
      let count = study.directions.count
      throw AnalysisError(
        .invalidRequest,
        "study \"\(study.name)\" has \(count) objective value\(count == 1 ? "" : "s") and none with "
          + "index \(index); indices start at 0")
    }
    self.study = study
    self.parameters = parameters
    self.target = target
    completeTrials = study.trials.filter { $0.state == .complete }
    guard !completeTrials.isEmpty else {
      throw AnalysisError(
        .noTrials,
        "study \"\(study.name)\" has no complete trial to compute importances from; run some "
          + "first")
    }
    var (trials, losses): ([TrialSnapshot], [[Double]]) = ([], [])
    for trial in completeTrials {
      guard let loss = target.losses(of: trial, study.directions) else { continue }
      trials.append(trial)
      losses.append(loss)
    }
    guard !trials.isEmpty else {
      throw AnalysisError(
        .noTrials,
        "none of the \(completeTrials.count) complete trials of study \"\(study.name)\" has a finite "
          + "\(target == .duration ? "duration" : "value") to compute importances from")
    }
    (self.trials, self.losses) = (trials, losses)
  }
}
