/// What has become of a record.
enum ReplayOutcome: Sendable, Equatable {
  /// It changed something, or was about nothing that can change.
  case applied
  /// It made the study of this id.
  case createdStudy(Int)
  /// It made the trial of this id.
  case createdTrial(Int)
  /// It changed nothing and took no number, for a reason.
  case refused(Refusal)

  /// Why a record does not count.
  enum Refusal: Sendable, Equatable {
    case nameIsTaken
    case noSuchStudy
    case noSuchTrial
    case trialIsFinished
    case trialIsRunning
    case incompatibleDistribution
  }
}
