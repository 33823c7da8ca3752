import Attune

/// The scores that a trial has by record, and what they are scores of.
struct RecordedScores {
  /// The scores in the order of the parts.
  let scores: [Double]
  /// Tells the parts from others; nil when none has been begun.
  let parts: String?
  /// The attempt at the trial that evaluated last.
  let attempt: Int?

  /// Reads the attributes whose names start with a name.
  init(of trial: TrialSnapshot, named name: String) {
    let source = trial.userAttributes["\(name):source"]?.objectValue
    scores = trial.userAttributes["\(name):scores"]?.arrayValue?.compactMap(\.doubleValue) ?? []
    parts = source?["parts"]?.stringValue
    attempt = source?["attempt"]?.intValue
  }
}
