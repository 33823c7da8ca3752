import Attune

/// The examples of a search, and how a trial is judged by them.
struct SearchRun<Model: Estimator>: Sendable {
  typealias Scoring = @Sendable ([Model.Output], [Model.Prediction]) throws -> Double

  private let examples: FoldedExamples<Model>
  private let scoring: Scoring

  init(
    _ inputs: [Model.Input], _ outputs: [Model.Output], _ folds: [Fold],
    _ scoring: @escaping Scoring
  ) throws(EvaluationError) {
    examples = try FoldedExamples(inputs, outputs, folds)
    self.scoring = scoring
  }

  /// The mean score of a trial over the folds, each of which is reported as a step.
  func score(_ trial: Trial) throws -> Double {
    let settings = try trial.suggest(Model.Settings.self)
    var splits = SplitScores()
    for (number, fold) in examples.folds.enumerated() {
      let (score, fitTime, scoreTime) = try examples.judge(settings, by: fold, scoring)
      splits.append(score, fitTime: fitTime, scoreTime: scoreTime)
      // First of all, so that a trial that is given up has what is known of it.
      try trial.setUserAttribute(SplitScores.attribute, to: splits.json)
      try trial.report(splits.scores.mean, step: number)
      if number < examples.folds.count - 1 { try trial.checkPruning() }
    }
    return splits.scores.mean
  }

  /// Runs a study to its end and fits its best trial.
  func result(of study: Study, _ optimize: () throws -> StopReason) throws -> SearchResult<Model> {
    guard try optimize() == .ruleMet else { throw CancellationError() }
    let configurations = try SearchConfiguration<Model.Settings>.all(
      of: study, foldCount: examples.folds.count)
    guard let best = configurations.first(where: { $0.trialNumber == study.bestTrial?.number })
    else {
      let reason = study.trials.lazy.compactMap(\.failureReason).first
      throw EvaluationError(
        "no trial of the study \"\(study.name)\" could be judged"
          + (reason.map { "; one failed because of: \($0)" } ?? ""))
    }
    var model = Model(best.settings)
    try model.fit(examples.inputs, examples.outputs)
    return SearchResult(configurations: configurations, best: best, model: model)
  }
}
