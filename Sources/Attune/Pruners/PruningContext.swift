/// What a pruner may know: the trials as they stand now.
///
/// In a run with a batch size it knows what the sampler does, see ``SamplingContext``, and what the
/// trial in question has reported.
public struct PruningContext: Sendable {
  /// All trials of the study, the one in question included.
  public let history: TrialHistory

  /// Creates a context.
  package init(history: TrialHistory) {
    self.history = history
  }

  /// What is wanted of the objective value.
  public var direction: Direction { history.directions[0] }
}
