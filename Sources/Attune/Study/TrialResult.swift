/// The result of a trial.
public enum TrialResult: Sendable, Hashable {
  /// Complete, with an objective value for each direction.
  ///
  /// Infinities are valid. The trial fails if a value is NaN, or if the number of values is wrong.
  case complete([Double])
  /// Pruned.
  ///
  /// In a single-objective study the value of the trial is the report of its highest step, unless that
  /// is NaN.
  case pruned
  /// Failed, with a reason.
  case failed(reason: String)

  /// A complete trial with one objective value.
  public static func complete(_ value: Double) -> TrialResult { .complete([value]) }
}
