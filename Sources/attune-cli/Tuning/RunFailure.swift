import Synchronization

/// An error that ends the whole run, because neither the program nor the trial caused it.
///
/// The trial in which it occurs is interrupted and returns to the queue.
final class RunFailure: Sendable {
  private let first = Mutex<(any Error)?>(nil)

  /// The error, if one has occurred.
  var error: (any Error)? { first.withLock { $0 } }

  /// Records an error, unless there is an earlier one.
  ///
  /// - Returns: The error that interrupts the trial.
  func interruption(by error: any Error) -> CancellationError {
    first.withLock { $0 = $0 ?? error }
    return CancellationError()
  }
}
