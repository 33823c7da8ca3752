/// A pruner that never prunes a trial.
public struct NopPruner: Pruner {
  /// Creates the pruner.
  public init() {}

  /// Lets the trial continue.
  public func decision(about trial: TrialSnapshot, in context: PruningContext) -> PruningDecision {
    .proceed
  }
}

extension Pruner where Self == NopPruner {
  /// No pruning.
  public static var none: NopPruner { NopPruner() }
}
