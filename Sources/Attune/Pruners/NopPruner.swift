/// A pruner that never prunes a trial.
public struct NopPruner: Pruner {
  /// Creates the pruner.
  public init() {}

  /// Returns false.
  public func shouldPrune(_ trial: TrialSnapshot, in context: PruningContext) -> Bool {
    false
  }
}

extension Pruner where Self == NopPruner {
  /// No pruning.
  public static var none: NopPruner { NopPruner() }
}
