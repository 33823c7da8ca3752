/// The handling of running trials whose worker is lost: a process that was killed or crashed, or whose
/// machine was.
///
/// A trial that was interrupted by Ctrl-C or by cancellation is not affected: it waits in the queue and is
/// resumed however often that happens.
public struct InterruptionPolicy: Sendable, Hashable {
  /// The number of lost workers at which a trial fails; nil when such trials are left as they are.
  let maxAttempts: Int?

  /// Resumes them with their number, values and checkpoint.
  ///
  /// After `maxAttempts` lost workers the trial is recorded as failed, so that a trial which exhausts the
  /// memory does not crash every process.
  ///
  /// - Precondition: `maxAttempts` is positive.
  public static func resume(maxAttempts: Int = 10) -> InterruptionPolicy {
    precondition(maxAttempts >= 1, "a trial cannot have \(maxAttempts) attempts")
    return InterruptionPolicy(maxAttempts: maxAttempts)
  }

  /// Records them as failed when the next trial is started.
  public static let fail = InterruptionPolicy(maxAttempts: 1)

  /// Leaves them running; ``Study/tell(_:_:skipIfFinished:)-(Int,_,_)`` ends them.
  public static let leave = InterruptionPolicy(maxAttempts: nil)
}
