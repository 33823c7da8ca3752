import Attune

/// The trials of a study that are candidates of a search by successive halving.
///
/// Each trial has the attributes `halving:iteration`, `halving:resources` and `halving:candidate`, its index
/// in the iteration.
struct HalvingTrials {
  private static let iteration = "halving:iteration"
  private static let resources = "halving:resources"
  private static let candidate = "halving:candidate"

  private struct Key: Hashable {
    let iteration: Int
    let candidate: Int
  }

  private var trials: [Key: TrialSnapshot] = [:]

  /// Finds the candidates among trials.
  ///
  /// - Complexity: O(*n*) for *n* trials.
  init(_ history: TrialHistory) {
    for trial in history {
      guard let iteration = Self.iteration(of: trial),
        let candidate = trial.userAttributes[Self.candidate]?.intValue
      else { continue }
      let key = Key(iteration: iteration, candidate: candidate)
      // A failed trial may have been retried, as a copy of it.
      if let earlier = trials[key], earlier.state != .failed { continue }
      trials[key] = trial
    }
  }

  /// The iteration of a trial; nil if it is not a candidate.
  static func iteration(of trial: TrialSnapshot) -> Int? {
    trial.userAttributes[iteration]?.intValue
  }

  /// The attributes of a candidate.
  static func attributes(iteration: Int, candidate: Int, resources: Int) -> JSONObject {
    [
      Self.iteration: .int(iteration), Self.candidate: .int(candidate),
      Self.resources: .int(resources),
    ]
  }

  /// The trial of a candidate; nil if it was not enqueued.
  subscript(iteration: Int, candidate: Int) -> TrialSnapshot? {
    trials[Key(iteration: iteration, candidate: candidate)]
  }

  /// Returns the candidates of an iteration that were not enqueued.
  ///
  /// - Throws: ``EvaluationError`` if a candidate was enqueued with other values or resources.
  func missing(
    of candidates: [[String: JSONValue]], iteration: Int, resources: Int, in study: String
  ) throws(EvaluationError) -> [Int] {
    var missing: [Int] = []
    for (index, values) in candidates.enumerated() {
      guard let trial = self[iteration, index] else {
        missing.append(index)
        continue
      }
      let known = Dictionary((trial.enqueuedValues ?? [:]).map { ($0.key, $0.value) }) { $1 }
      guard known == values, trial.userAttributes[Self.resources]?.intValue == resources else {
        throw EvaluationError(
          .incomparable,
          "trial \(trial.number) of the study \"\(study)\" is candidate \(index) of iteration \(iteration) "
            + "of another search; use its values, examples, folds and options, or give this search another "
            + "name")
      }
    }
    return missing
  }
}
