/// What becomes of trials whose worker died: a process that was killed, crashed, or went with its
/// machine.
///
/// Only such ends count. A trial that was interrupted in good order, by Ctrl-C or by cancellation, waits
/// in the queue and is entered again however often that happens.
public struct InterruptionPolicy: Sendable, Hashable {
  /// How many workers may die over a trial before it fails; nil when such trials are not touched.
  let maxAttempts: Int?

  /// They are entered again with their number, values and checkpoint.
  ///
  /// A trial over which so many workers have died is recorded as failed, so that one that exhausts the
  /// memory does not end every process that comes.
  ///
  /// - Precondition: `attempts` is positive.
  public static func resume(maxAttempts: Int = 10) -> InterruptionPolicy {
    precondition(maxAttempts >= 1, "a trial cannot have \(maxAttempts) attempts")
    return InterruptionPolicy(maxAttempts: maxAttempts)
  }

  /// They are recorded as failed as soon as a study that starts a trial finds them.
  public static let fail = InterruptionPolicy(maxAttempts: 1)

  /// They stay as they are, for somebody else to decide; ``Study/tell(_:_:)-(Int,TrialResult)`` ends
  /// them.
  public static let leave = InterruptionPolicy(maxAttempts: nil)
}
