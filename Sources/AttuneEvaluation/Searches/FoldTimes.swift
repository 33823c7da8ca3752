import Attune

/// How long the folds of a trial took, as it is noted with the trial, in seconds.
struct FoldTimes {
  /// The name of the note.
  static let attribute = "cv:seconds"

  private(set) var fit: [Double]
  private(set) var score: [Double]

  /// Reads the note of a trial; there are no times when it has none.
  init(of trial: TrialSnapshot) {
    let note = trial.userAttributes[Self.attribute]?.objectValue
    fit = note?["fit"]?.arrayValue?.compactMap(\.doubleValue) ?? []
    score = note?["score"]?.arrayValue?.compactMap(\.doubleValue) ?? []
  }

  /// How many folds there are times of, at least as many as have scores.
  var count: Int { min(fit.count, score.count) }

  var json: JSONValue { .object(["fit": fit.jsonValue, "score": score.jsonValue]) }

  /// Takes note of a fold, in place of what an interrupted attempt has of it and of later ones.
  mutating func set(fold number: Int, fit fitTime: Duration, score scoreTime: Duration) {
    fit = fit.prefix(number) + [fitTime / .seconds(1)]
    score = score.prefix(number) + [scoreTime / .seconds(1)]
  }
}
