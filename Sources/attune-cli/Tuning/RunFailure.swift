import Synchronization

/// The error that ends a run as a whole, since it is neither the program's nor the trial's.
///
/// A trial in which it occurs goes back to the queue as an interrupted one.
final class RunFailure: Sendable {
  private let first = Mutex<(any Error)?>(nil)

  /// The error, when one has occurred.
  var error: (any Error)? { first.withLock { $0 } }

  /// Records an error, unless another one was first, and returns what interrupts the trial.
  func interruption(by error: any Error) -> CancellationError {
    first.withLock { $0 = $0 ?? error }
    return CancellationError()
  }
}
