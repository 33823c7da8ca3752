import Attune

/// The running evaluation of a trial's parts, which records and reports each score as soon as it is
/// known.
///
/// After an interruption the next attempt at the trial reuses the recorded scores.
struct ScoreSeries {
  /// The default prefix of the attributes of a cross-validation.
  static let crossValidation = "cv"

  private let trial: Trial
  private let name: String
  private let partCount: Int
  /// The scores from an earlier attempt at the trial.
  private let recorded: [Double]
  /// The scores of another trial with the same parameters.
  private let transferred: [Double]
  private var scores: [Double] = []

  /// Starts a series.
  ///
  /// - Parameters:
  ///   - name: The prefix of its attributes.
  ///   - partCount: The number of parts.
  ///   - parts: The fingerprint of the parts; scores of parts with another fingerprint are not
  ///     reused.
  ///   - known: The scores of the first parts, if another trial with the same parameters has them.
  init(
    _ trial: Trial, named name: String, partCount: Int, parts: String, known: [Double] = []
  ) throws {
    guard partCount > 0 else {
      throw EvaluationError(
        .invalidInput,
        "\"\(name)\" of trial \(trial.number) has no folds; give at least one")
    }
    let earlier = RecordedScores(of: trial.snapshot, named: name)
    guard earlier.attempt != trial.attempt else {
      throw EvaluationError(
        .invalidInput,
        "trial \(trial.number) already has scores named \"\(name)\"; give each evaluation within a "
          + "trial a different name")
    }
    recorded = earlier.parts == parts ? Array(earlier.scores.prefix(partCount)) : []
    transferred = known
    self.trial = trial
    self.name = name
    self.partCount = partCount
    if recorded.count < earlier.scores.count {
      try trial.setUserAttribute("\(name):scores", to: recorded)
    }
    try trial.setUserAttribute(
      "\(name):source",
      to: JSONValue.object(["attempt": .int(trial.attempt), "parts": .string(parts)]))
  }

  /// Evaluates the parts in order, except those whose scores are known.
  mutating func evaluate(
    _ score: (_ part: Int) throws -> Double
  ) throws -> CrossValidationScores {
    for part in 0..<partCount { try append(try knownScore ?? score(part)) }
    return try finish()
  }

  /// Evaluates the parts asynchronously in order, except those whose scores are known.
  mutating func evaluate(
    _ score: (_ part: Int) async throws -> Double
  ) async throws -> CrossValidationScores {
    for part in 0..<partCount {
      if let knownScore { try append(knownScore) } else { try append(await score(part)) }
    }
    return try finish()
  }

  /// The score of the next part, if an earlier attempt or another trial has it.
  private var knownScore: Double? {
    let part = scores.count
    if part < recorded.count { return recorded[part] }
    return part < transferred.count ? transferred[part] : nil
  }

  /// Records and reports the score of the next part, and throws `TrialPruned` if the pruner prunes.
  private mutating func append(_ score: Double) throws {
    let step = scores.count
    scores.append(score)
    // Recorded before it is reported, since an interruption is thrown while reporting.
    if scores.count > recorded.count { try trial.setUserAttribute("\(name):scores", to: scores) }
    switch trial.reportKind {
    case .progress: try trial.report(CrossValidationScores(scores).mean, step: step)
    case .instances: try trial.report(score, step: step)
    case nil: break
    }
    // Pruning after the last part would save no time.
    if scores.count < partCount { try trial.checkPruning() }
  }

  /// Records the mean and the standard deviation after the last part.
  private func finish() throws -> CrossValidationScores {
    let summary = CrossValidationScores(scores)
    try trial.setUserAttribute("\(name):mean", to: summary.mean)
    if scores.count > 1 {
      try trial.setUserAttribute("\(name):standard deviation", to: summary.standardDeviation)
    }
    return summary
  }
}
