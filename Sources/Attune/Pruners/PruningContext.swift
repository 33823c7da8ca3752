/// What a pruner may know: the trials as they stand now.
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
