import Attune

/// The examples of a search, and the evaluation of a trial on them.
struct SearchRun<Model: Estimator>: Sendable {
  typealias Scoring = @Sendable ([Model.Output], [Model.Prediction]) throws -> Double

  private let examples: FoldedExamples<Model>
  private let scoring: Scoring

  init(
    _ inputs: [Model.Input], _ outputs: [Model.Output], _ folds: [Fold],
    preparedBy preparation: any Transformation<Model.Input>, _ scoring: @escaping Scoring
  ) throws(EvaluationError) {
    examples = try FoldedExamples(inputs, outputs, folds, preparedBy: preparation)
    self.scoring = scoring
  }

  /// Evaluates a trial on the folds that it has no score of yet.
  ///
  /// Folds that another trial with the same settings was evaluated on are not evaluated again.
  func score(_ trial: Trial, in study: Study) throws -> CrossValidationScores {
    let settings = try trial.suggest(Model.Settings.self)
    let folds = examples.folds
    var times = FoldTimes(of: trial.snapshot)
    var known: [Double] = []
    if let previous = previousScores(of: trial, in: study) {
      known = previous.scores
      if times.count < known.count {
        times = previous.times
        try trial.setUserAttribute(FoldTimes.attribute, to: times.json)
      }
    }
    var series = try trial.scoreSeries(folds, named: ScoreSeries.crossValidation, known: known)
    return try series.evaluate { number in
      let (score, fitTime, scoreTime) = try examples.evaluate(settings, by: folds[number], scoring)
      times.set(fold: number, fit: fitTime, score: scoreTime)
      // Before the score: a fold that has one is not evaluated again.
      try trial.setUserAttribute(FoldTimes.attribute, to: times.json)
      return score
    }
  }

  /// The scores of the finished trial with the same settings and the most folds; nil if there is none.
  private func previousScores(
    of trial: Trial, in study: Study
  ) -> (scores: [Double], times: FoldTimes)? {
    let parts = Fold.fingerprint(of: examples.folds)
    let settings = DistinctDraws<Model.Settings>.recordedSettings(of: trial.snapshot)
    var best: (scores: [Double], times: FoldTimes)?
    for other in study.trials where other.number != trial.number {
      guard other.state == .complete || other.state == .pruned,
        DistinctDraws<Model.Settings>.recordedSettings(of: other) == settings
      else { continue }
      let record = RecordedScores(of: other, named: ScoreSeries.crossValidation)
      let times = FoldTimes(of: other)
      guard record.parts == parts, times.count >= record.scores.count,
        record.scores.count > best?.scores.count ?? 0
      else { continue }
      best = (record.scores, times)
    }
    return best
  }

  /// Runs a study to its end and fits the best configuration.
  func result(
    of study: Study, until rule: StopRule, progress: ProgressDisplay,
    _ optimize: () throws -> StopReason
  ) throws -> SearchResult<Model> {
    // Earlier trials that cannot be compared are an error, before new ones are run.
    _ = try configurations(of: study)
    try Self.complete(study, until: rule, progress: progress, optimize)
    return try result(of: study, try configurations(of: study))
  }

  /// Runs a study until a rule is met and no other process runs a trial.
  ///
  /// - Throws: `CancellationError` if the run was interrupted; what `optimize` throws.
  static func complete(
    _ study: Study, until rule: StopRule, progress: ProgressDisplay,
    _ optimize: () throws -> StopReason
  ) throws {
    // Another process may find the best one, or put a trial back into the queue.
    repeat {
      guard [.ruleMet, .exhausted].contains(try optimize()) else { throw CancellationError() }
    } while try !study.waitForOthers(until: rule, progress: progress)
  }

  /// Fits the best of some configurations to all examples.
  ///
  /// - Parameter schedule: The iterations, of which only the last one counts; nil if there is only one.
  func result(
    of study: Study, _ configurations: [SearchConfiguration<Model.Settings>],
    schedule: HalvingSchedule? = nil
  ) throws -> SearchResult<Model> {
    let last = schedule.map { $0.iterations.count - 1 }
    // Not the study's best trial, which may be of another program and without scores of folds.
    guard let best = configurations.first(where: { $0.rank == 1 && $0.iteration == last })
    else {
      let reason = study.trials.lazy.compactMap(\.failureReason).first
      throw EvaluationError(
        .noResult,
        "no trial of the study \"\(study.name)\" could be evaluated"
          + (reason.map { "; one failed because of: \($0)" } ?? "; run some trials"))
    }
    let (preparation, model) = try examples.fitted(best.settings)
    return SearchResult(
      studyName: study.name, configurations: configurations, best: best, preparation: preparation,
      model: model, schedule: schedule)
  }

  private func configurations(
    of study: Study
  ) throws -> [SearchConfiguration<Model.Settings>] {
    try SearchConfiguration.all(of: study, evaluatedOn: examples.folds)
  }
}
