/// Leaves an objective whose trial the pruner has given up on.
///
/// Thrown by ``Trial/checkPruning()``; an objective may throw it for reasons of its own. The study
/// records the trial as pruned.
public struct TrialPruned: Error, Sendable, Hashable {
  /// Creates the signal.
  public init() {}
}
