import Attune

/// A run of a search by successive halving.
///
/// The candidates of an iteration are enqueued as trials when all of the previous one have finished. They
/// depend only on recorded scores, so a run that was interrupted continues where it stopped, and several
/// processes enqueue the same ones.
struct HalvingRun<Model: Estimator> {
  typealias Labels = [String: JSONValue]

  /// What `fit` of the searches gets for `optimize`.
  struct Options {
    let parallelism: Parallelism
    let maxConsecutiveFailures: Int
    let abortTypes: [any Error.Type]
    let progress: ProgressDisplay
    let onTrialEnd: (@Sendable (Study, TrialSnapshot) throws -> Void)?
  }

  private let study: Study
  private let halving: HalvingOptions<Model.Settings>
  private let run: Options
  private let first: [Labels]
  private let schedule: HalvingSchedule
  /// The examples and the folds of each iteration.
  private let parts: [SearchRun<Model>]
  private let folds: [[Fold]]

  /// Creates a run.
  ///
  /// - Parameter candidates: Returns the settings of the first iteration, given the least and the most
  ///   resources.
  /// - Throws: ``EvaluationError`` if inputs, outputs, folds and resources do not match.
  init(
    _ study: Study, _ halving: HalvingOptions<Model.Settings>, _ run: Options,
    _ inputs: [Model.Input], _ outputs: [Model.Output], _ folds: [Fold],
    preparedBy preparation: any Transformation<Model.Input>,
    _ scoring: @escaping SearchRun<Model>.Scoring,
    candidates: (ClosedRange<Int>) throws -> [Labels]
  ) throws {
    // The folds of all examples are checked first, since their subsets would hide an error.
    _ = try FoldedExamples<Model>(inputs, outputs, folds)
    let bounds = try halving.bounds(exampleCount: inputs.count, foldCount: folds.count)
    first = try candidates(bounds)
    let schedule = try halving.schedule(candidateCount: first.count, within: bounds)
    let seed = study.seed
    self.folds = try schedule.iterations.map { iteration in
      guard case .examples(let classes) = halving.resource.kind else { return folds }
      return try Fold.subsets(
        of: folds, size: iteration.resources, among: inputs.count, classes: classes, seed: seed)
    }
    parts = try self.folds.map {
      try SearchRun(inputs, outputs, $0, preparedBy: preparation, scoring)
    }
    self.study = study
    self.halving = halving
    self.run = run
    self.schedule = schedule
  }

  /// Runs the remaining iterations, and fits the best candidate of the last one.
  func result() throws -> SearchResult<Model> {
    // Earlier trials that cannot be compared are an error, before new ones are run.
    _ = try configurations()
    var candidates = first
    for (number, iteration) in schedule.iterations.enumerated() {
      try evaluate(candidates, number, iteration.resources)
      candidates = try best(of: candidates, number)
    }
    guard let last = parts.last else {
      throw EvaluationError(.noResult, "the search \"\(study.name)\" has no candidates")
    }
    return try last.result(of: study, try configurations(), schedule: schedule)
  }

  /// Enqueues and runs the trials of an iteration.
  private func evaluate(_ candidates: [Labels], _ number: Int, _ resources: Int) throws {
    let label = halving.label(of: resources)
    let values = candidates.map { candidate in
      var candidate = candidate
      if let label, let name = halving.parameter?.name, candidate[name] != nil {
        candidate[name] = label
      }
      return candidate
    }
    try study.refresh()
    _ = try HalvingTrials(study.trials).missing(
      of: values, iteration: number, resources: resources, in: study.name)
    try study.enqueue { history in
      let missing = try? HalvingTrials(history).missing(
        of: values, iteration: number, resources: resources, in: study.name)
      return (missing ?? []).map { index in
        (
          values: JSONObject(values[index].sorted { $0.key < $1.key }.map { ($0.key, $0.value) }),
          userAttributes: HalvingTrials.attributes(
            iteration: number, candidate: index, resources: resources)
        )
      }
    }
    var queue = CandidateQueue(summary: study.sampler.summary)
    queue.expectedTrialCount = schedule.trialCount
    let rule = StopRule.exhausted(queue)
    let options = RunOptions(
      until: rule, maxConsecutiveFailures: run.maxConsecutiveFailures, abortOn: run.abortTypes,
      progress: run.progress)
    try SearchRun<Model>.complete(study, until: rule, progress: run.progress) {
      try study.optimize(options, run.parallelism, run.onTrialEnd, score)
    }
  }

  /// Evaluates a trial on the examples of its iteration.
  ///
  /// - Throws: `TrialPruned` before the last iteration, so that the best trial of the study is one of the last
  ///   iteration: scores with fewer resources cannot be compared with its scores.
  @Sendable private func score(_ trial: Trial) throws -> CrossValidationScores {
    guard let iteration = HalvingTrials.iteration(of: trial.snapshot),
      parts.indices.contains(iteration)
    else {
      throw EvaluationError(
        .incomparable,
        "trial \(trial.number) is not a candidate of the search; add its values to the search instead of "
          + "enqueueing it")
    }
    let scores = try parts[iteration].score(trial, in: study)
    guard iteration == parts.count - 1 else { throw TrialPruned() }
    return scores
  }

  /// The candidates that an iteration leaves.
  ///
  /// They are in the order of scikit-learn: the best one is the last, and of equal ones the later are better.
  /// Failed ones are the worst.
  private func best(of candidates: [Labels], _ number: Int) throws -> [Labels] {
    let trials = HalvingTrials(study.trials)
    let scores = candidates.indices.map { index -> Double? in
      guard let trial = trials[number, index], trial.state == .complete || trial.state == .pruned
      else { return nil }
      let scores = RecordedScores(of: trial, named: ScoreSeries.crossValidation).scores
      return scores.count == folds[number].count ? scores.mean : nil
    }
    let direction = study.directions[0]
    let order = HalvingSchedule.ascending(scores, direction)
    return order.suffix(HalvingSchedule.keptCount(of: candidates.count, halving.factor))
      .map { candidates[$0] }
  }

  /// The evaluated candidates by trial number, with their ranks within the iterations.
  private func configurations() throws -> [SearchConfiguration<Model.Settings>] {
    let trials = study.trials
    let fingerprints = folds.map { Fold.fingerprint(of: $0) }
    var configurations: [SearchConfiguration<Model.Settings>] = []
    for trial in trials {
      guard let number = HalvingTrials.iteration(of: trial), folds.indices.contains(number) else {
        continue
      }
      let configuration = try SearchConfiguration<Model.Settings>(
        of: trial, in: study, evaluatedOn: fingerprints[number], foldCount: folds[number].count,
        iteration: (number, schedule.iterations[number].resources))
      if let configuration { configurations.append(configuration) }
    }
    for number in folds.indices {
      let indices = configurations.indices.filter {
        configurations[$0].iteration == number
          && configurations[$0].scores.count == folds[number].count
      }
      SearchConfiguration.rank(&configurations, at: indices, study.directions[0])
    }
    return configurations
  }
}

extension HalvingSchedule {
  /// The indices of scores from the worst to the best, those of missing scores first.
  ///
  /// Equal scores stay in order.
  static func ascending(_ scores: [Double?], _ direction: Direction) -> [Int] {
    scores.indices.sorted { a, b in
      guard let first = scores[a] else { return scores[b] != nil || a < b }
      guard let second = scores[b] else { return false }
      return first == second ? a < b : direction.isBetter(second, than: first)
    }
  }
}
