/// What becomes of trials whose worker died: a process that was killed, crashed, or went with its
/// machine.
///
/// Only such ends count. A trial that was interrupted in good order, by Ctrl-C or by cancellation, waits
/// in the queue and is entered again however often that happens.
public struct InterruptedTrials: Sendable, Hashable {
  /// How many workers may die over a trial before it fails; nil when such trials are not touched.
  let deathLimit: Int?

  /// They are entered again with their number, values and checkpoint.
  ///
  /// A trial over which so many workers have died is recorded as failed, so that one that exhausts the
  /// memory does not end every process that comes.
  ///
  /// - Precondition: `attempts` is positive.
  public static func reenter(attempts: Int = 10) -> InterruptedTrials {
    precondition(attempts >= 1, "a trial cannot be given up after \(attempts) attempts")
    return InterruptedTrials(deathLimit: attempts)
  }

  /// They are recorded as failed as soon as a study that starts a trial finds them.
  public static let fail = InterruptedTrials(deathLimit: 1)

  /// They stay as they are, for somebody else to decide; ``Study/tell(_:_:)-(Int,TrialResult)`` ends
  /// them.
  public static let leave = InterruptedTrials(deathLimit: nil)
}
