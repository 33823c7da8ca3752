import Attune

/// The examples of a search, and how a trial is judged by them.
struct SearchRun<Model: Estimator>: Sendable {
  typealias Scoring = @Sendable ([Model.Output], [Model.Prediction]) throws -> Double

  private let inputs: [Model.Input]
  private let outputs: [Model.Output]
  private let folds: [Fold]
  private let scoring: Scoring

  init(
    _ inputs: [Model.Input], _ outputs: [Model.Output], _ folds: [Fold],
    _ scoring: @escaping Scoring
  ) throws(EvaluationError) {
    guard inputs.count == outputs.count else {
      throw EvaluationError(
        "there are \(inputs.count) inputs and \(outputs.count) outputs; give one output for each")
    }
    guard !folds.isEmpty else {
      throw EvaluationError("there is no fold to judge by; give at least one")
    }
    for (number, fold) in folds.enumerated() {
      guard !fold.training.isEmpty, !fold.validation.isEmpty else {
        throw EvaluationError("fold \(number) has an empty part; split into fewer folds")
      }
      let stray = (fold.training + fold.validation).first { !inputs.indices.contains($0) }
      if let stray {
        throw EvaluationError(
          "fold \(number) has the element \(stray), but there are \(inputs.count) inputs; split "
            + "these very inputs")
      }
    }
    self.inputs = inputs
    self.outputs = outputs
    self.folds = folds
    self.scoring = scoring
  }

  /// The mean score of a trial over the folds, each of which is reported as a step.
  func score(_ trial: Trial) throws -> Double {
    let settings = try trial.suggest(Model.Settings.self)
    var splits = SplitScores()
    for (number, fold) in folds.enumerated() {
      var model = Model(settings)
      let clock = ContinuousClock()
      let start = clock.now
      try model.fit(fold.training.map { inputs[$0] }, fold.training.map { outputs[$0] })
      let fitted = clock.now
      let predictions = try model.predict(fold.validation.map { inputs[$0] })
      let score = try scoring(fold.validation.map { outputs[$0] }, predictions)
      splits.append(score, fitTime: fitted - start, scoreTime: clock.now - fitted)
      // First of all, so that a trial that is given up has what is known of it.
      try trial.setUserAttribute(SplitScores.attribute, to: splits.json)
      try trial.report(splits.scores.mean, step: number)
      if number < folds.count - 1 { try trial.checkPruning() }
    }
    return splits.scores.mean
  }

  /// Runs a study to its end and fits its best trial.
  func result(of study: Study, _ optimize: () throws -> StopReason) throws -> SearchResult<Model> {
    guard try optimize() == .ruleMet else { throw CancellationError() }
    let configurations = try SearchConfiguration<Model.Settings>.all(
      of: study, foldCount: folds.count)
    guard let best = configurations.first(where: { $0.trialNumber == study.bestTrial?.number })
    else {
      let reason = study.trials.lazy.compactMap(\.failureReason).first
      throw EvaluationError(
        "no trial of the study \"\(study.name)\" could be judged"
          + (reason.map { "; one failed because of: \($0)" } ?? ""))
    }
    var model = Model(best.settings)
    try model.fit(inputs, outputs)
    return SearchResult(configurations: configurations, best: best, model: model)
  }
}
