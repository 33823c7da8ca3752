/// How a trial ends.
public enum TrialResult: Sendable, Hashable {
  /// With objective values, one for each direction.
  ///
  /// Infinities are values. NaN, or a wrong number of values, makes the trial fail.
  case complete([Double])
  /// Given up for lack of promise.
  ///
  /// With one direction it gets the value of its highest step as its own.
  case pruned
  /// Without a usable value, for a reason.
  case failed(reason: String)

  /// A complete trial with one objective value.
  public static func complete(_ value: Double) -> TrialResult { .complete([value]) }
}
