import Attune

/// The times that the folds of a trial took, in seconds, as recorded in an attribute of the trial.
struct FoldTimes {
  /// The name of the attribute.
  static let attribute = "cv:seconds"

  private(set) var fit: [Double]
  private(set) var score: [Double]

  /// Reads the attribute of a trial; without it, there are no times.
  init(of trial: TrialSnapshot) {
    let record = trial.userAttributes[Self.attribute]?.objectValue
    fit = record?["fit"]?.arrayValue?.compactMap(\.doubleValue) ?? []
    score = record?["score"]?.arrayValue?.compactMap(\.doubleValue) ?? []
  }

  /// The number of folds that have times, which is at least the number of those that have scores.
  var count: Int { min(fit.count, score.count) }

  var json: JSONValue { .object(["fit": fit.jsonValue, "score": score.jsonValue]) }

  /// Sets the times of a fold, and removes those that an interrupted attempt recorded for later
  /// folds.
  mutating func set(fold number: Int, fit fitTime: Duration, score scoreTime: Duration) {
    fit = fit.prefix(number) + [fitTime / .seconds(1)]
    score = score.prefix(number) + [scoreTime / .seconds(1)]
  }
}
