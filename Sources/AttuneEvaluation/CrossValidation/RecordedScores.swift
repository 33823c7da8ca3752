import Attune

/// The scores recorded in a trial's attributes, and the parts that they belong to.
struct RecordedScores {
  /// The scores, in the order of the parts.
  let scores: [Double]
  /// The fingerprint of the parts; nil if no evaluation has started.
  let parts: String?
  /// The attempt at the trial that last started an evaluation.
  let attempt: Int?

  /// Reads the attributes with the given prefix.
  init(of trial: TrialSnapshot, named name: String) {
    let source = trial.userAttributes["\(name):source"]?.objectValue
    scores = trial.userAttributes["\(name):scores"]?.arrayValue?.compactMap(\.doubleValue) ?? []
    parts = source?["parts"]?.stringValue
    attempt = source?["attempt"]?.intValue
  }
}
