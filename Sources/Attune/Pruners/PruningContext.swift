/// The information available to a pruner: the current state of the trials.
///
/// In a run with a batch size, it is limited to that of the sampler, see ``SamplingContext``, and
/// to the reports of the trial in question.
public struct PruningContext: Sendable {
  /// The trials of the study, including the one in question.
  public let history: TrialHistory
  /// The name of the study.
  public let studyName: String
  /// The seed of the study.
  public let seed: UInt64

  /// Creates a context, for tests of pruners; a study creates its own.
  public init(history: TrialHistory, studyName: String = "study", seed: UInt64 = 0) {
    self.history = history
    self.studyName = studyName
    self.seed = seed
  }

  /// The direction of the objective, in a multi-objective study of the first one.
  public var direction: Direction { history.directions[0] }
}
