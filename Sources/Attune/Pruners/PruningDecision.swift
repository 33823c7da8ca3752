/// The decision of a pruner about a trial.
public struct PruningDecision: Sendable, Equatable {
  /// Whether the trial should be pruned.
  public var shouldPrune: Bool

  /// Why the trial should be pruned; ignored if it should not.
  ///
  /// Without a reason, the study records the type of the pruner and the last unnamed report.
  public var reason: PruningReason?

  /// System attributes to record with the trial, which other workers can read, also Python's.
  ///
  /// An attribute of a trial must not change once it is recorded, and names must not start with `attune:`.
  public var attributes: JSONObject

  /// Creates a decision.
  public init(
    _ shouldPrune: Bool, reason: PruningReason? = nil, attributes: JSONObject = [:]
  ) {
    self.shouldPrune = shouldPrune
    self.reason = reason
    self.attributes = attributes
  }

  /// The trial continues.
  public static let proceed = PruningDecision(false)

  /// The trial is pruned for a reason.
  public static func prune(_ reason: PruningReason) -> PruningDecision {
    PruningDecision(true, reason: reason)
  }
}

extension PruningDecision: ExpressibleByBooleanLiteral {
  /// Creates a decision from `true`, to prune the trial, or `false`.
  public init(booleanLiteral value: Bool) {
    self.init(value)
  }
}
