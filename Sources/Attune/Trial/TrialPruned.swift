/// The error that ends the objective of a pruned trial.
///
/// Thrown by ``Trial/checkPruning()``. An objective may also throw it itself, by its own criterion.
/// The study records the trial as pruned.
public struct TrialPruned: Error, Sendable, Hashable {
  /// Creates the error.
  public init() {}
}
