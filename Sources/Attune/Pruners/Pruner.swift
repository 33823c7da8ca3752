/// A rule by which hopeless trials are given up early.
///
/// A pruner is an immutable value and a pure judgement: it writes nothing and draws nothing.
/// `PrunerContract` in the module `AttuneTesting` checks a pruner against this.
public protocol Pruner: Sendable {
  /// Whether a trial should be given up.
  ///
  /// Asked only in studies with one direction, and only about trials that have reported something.
  ///
  /// - Parameters:
  ///   - trial: The trial with what it has reported so far, up to the step it has reached.
  ///   - context: All trials.
  func shouldPrune(_ trial: TrialSnapshot, in context: PruningContext) -> Bool
}
