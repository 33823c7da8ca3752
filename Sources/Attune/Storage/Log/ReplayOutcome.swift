/// The effect of a record on the state.
enum ReplayOutcome: Sendable, Equatable {
  /// The record was applied.
  case applied
  /// The record created the study with this id.
  case createdStudy(Int)
  /// The record created the trial with this id.
  case createdTrial(Int)
  /// The record was ignored, and no id was assigned.
  case refused(Refusal)

  /// The reason why a record was ignored.
  enum Refusal: Sendable, Equatable {
    case nameIsTaken
    case noSuchStudy
    case noSuchTrial
    case trialIsFinished
    case trialIsRunning
    case incompatibleDistribution
  }
}
