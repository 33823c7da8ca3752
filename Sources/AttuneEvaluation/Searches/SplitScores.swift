import Attune

/// What the folds of a trial have come to, as it is noted with the trial.
struct SplitScores {
  /// The name of the note.
  static let attribute = "splits"

  private(set) var scores: [Double] = []
  private(set) var fitSeconds: [Double] = []
  private(set) var scoreSeconds: [Double] = []

  init() {}

  /// Reads the note of a trial; nil when it has none.
  init?(of trial: TrialSnapshot) {
    guard let object = trial.userAttributes[Self.attribute]?.objectValue else { return nil }
    func numbers(_ key: String) -> [Double]? {
      object[key]?.arrayValue?.compactMap(\.doubleValue)
    }
    guard let scores = numbers("scores"), let fitSeconds = numbers("fit seconds"),
      let scoreSeconds = numbers("score seconds"), scores.count == fitSeconds.count,
      scores.count == scoreSeconds.count
    else { return nil }
    (self.scores, self.fitSeconds, self.scoreSeconds) = (scores, fitSeconds, scoreSeconds)
  }

  var json: JSONValue {
    .object([
      "scores": scores.jsonValue, "fit seconds": fitSeconds.jsonValue,
      "score seconds": scoreSeconds.jsonValue,
    ])
  }

  mutating func append(_ score: Double, fitTime: Duration, scoreTime: Duration) {
    scores.append(score)
    fitSeconds.append(fitTime / .seconds(1))
    scoreSeconds.append(scoreTime / .seconds(1))
  }
}

extension [Double] {
  /// The sum divided by the count.
  var mean: Double { reduce(0, +) / Double(count) }

  /// The root of the mean squared distance from the mean.
  var standardDeviation: Double {
    let mean = mean
    return map { ($0 - mean) * ($0 - mean) }.mean.squareRoot()
  }
}
