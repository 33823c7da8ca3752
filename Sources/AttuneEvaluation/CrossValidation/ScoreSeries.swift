import Attune

/// The scores of a trial's parts as they come in: each is recorded and reported at once.
///
/// Recorded scores outlive an interruption, so the next attempt at the trial takes them over.
struct ScoreSeries {
  /// What the names of the attributes of a cross-validation start with, unless told otherwise.
  static let crossValidation = "cv"

  private let trial: Trial
  private let name: String
  private let partCount: Int
  private let recorded: [Double]
  private let elsewhere: [Double]
  private var scores: [Double] = []

  /// Begins a series.
  ///
  /// - Parameters:
  ///   - name: What the names of its attributes start with.
  ///   - partCount: How many scores there will be.
  ///   - parts: Tells the parts from others; scores of other parts are not taken over.
  ///   - known: The scores of the first parts that are known from elsewhere.
  init(
    _ trial: Trial, named name: String, partCount: Int, parts: String, known: [Double] = []
  ) throws {
    guard partCount > 0 else {
      throw EvaluationError(
        "\"\(name)\" of trial \(trial.number) has no parts to take the mean of; give at least one")
    }
    let earlier = RecordedScores(of: trial.snapshot, named: name)
    guard earlier.attempt != trial.attempt else {
      throw EvaluationError(
        "trial \(trial.number) already has scores named \"\(name)\"; give each evaluation within a "
          + "trial a name of its own")
    }
    recorded = earlier.parts == parts ? Array(earlier.scores.prefix(partCount)) : []
    elsewhere = known
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

  /// Evaluates the parts by their numbers, except those that an earlier attempt came to.
  mutating func evaluate(
    _ score: (_ part: Int) throws -> Double
  ) throws -> CrossValidationScores {
    for part in 0..<partCount { try append(try known ?? score(part)) }
    return try finish()
  }

  /// Evaluates the parts asynchronously, one after the other.
  mutating func evaluate(
    _ score: (_ part: Int) async throws -> Double
  ) async throws -> CrossValidationScores {
    for part in 0..<partCount {
      if let known { try append(known) } else { try append(await score(part)) }
    }
    return try finish()
  }

  /// The score of the next part, if an earlier attempt came to it or it is known from elsewhere.
  private var known: Double? {
    let part = scores.count
    if part < recorded.count { return recorded[part] }
    return part < elsewhere.count ? elsewhere[part] : nil
  }

  /// Takes note of the score of the next part, and leaves the objective if the pruner gives up.
  private mutating func append(_ score: Double) throws {
    let step = scores.count
    scores.append(score)
    // First of all: reporting may end in an interruption.
    if scores.count > recorded.count { try trial.setUserAttribute("\(name):scores", to: scores) }
    switch trial.reportKind {
    case .progress: try trial.report(CrossValidationScores(scores).mean, step: step)
    case .instances: try trial.report(score, step: step)
    case nil: break
    }
    // After the last one there is nothing left to save.
    if scores.count < partCount { try trial.checkPruning() }
  }

  /// Records mean and standard deviation when all scores are known.
  private func finish() throws -> CrossValidationScores {
    let summary = CrossValidationScores(scores)
    try trial.setUserAttribute("\(name):mean", to: summary.mean)
    if scores.count > 1 {
      try trial.setUserAttribute("\(name):standard deviation", to: summary.standardDeviation)
    }
    return summary
  }
}
