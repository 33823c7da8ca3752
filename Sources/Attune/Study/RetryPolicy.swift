/// Which trials of a run get another attempt.
///
/// An attempt continues the same trial, like one after an interruption: with the same number, values and seed,
/// from the last checkpoint and after the repeats that have been recorded. It starts before any new trial.
public struct RetryPolicy: Sendable, Hashable {
  /// The number of further attempts at a trial that fails.
  let maxRetries: Int

  /// Failed trials remain failed.
  public static let never = RetryPolicy(maxRetries: 0)

  /// Trials that fail get further attempts, such as those of an objective that uses a network.
  ///
  /// A trial fails if the objective throws an error or returns NaN. One that exceeds the time limit of a trial,
  /// and one that fails with an error that ends the run, gets no further attempt. Failures before the last attempt
  /// are recorded, see ``TrialSnapshot/retriedFailures``, count over all runs, and do not count as consecutive
  /// failures.
  ///
  /// - Parameter times: The number of further attempts.
  /// - Precondition: The number is not negative.
  public static func failed(times: Int) -> RetryPolicy {
    precondition(times >= 0, "a trial cannot be retried \(times) times")
    return RetryPolicy(maxRetries: times)
  }
}
