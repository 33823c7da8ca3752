/// The information available to a pruner: the current state of the trials.
///
/// In a run with a batch size, it is limited to that of the sampler, see ``SamplingContext``, and
/// to the reports of the trial in question.
public struct PruningContext: Sendable {
  /// The trials of the study, including the one in question.
  public let history: TrialHistory

  /// Creates a context.
  package init(history: TrialHistory) {
    self.history = history
  }

  /// The direction of the objective.
  public var direction: Direction { history.directions[0] }
}
