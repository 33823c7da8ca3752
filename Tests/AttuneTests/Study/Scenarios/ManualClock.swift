import Synchronization

@testable import Attune

/// A clock that only a test advances.
final class ManualClock: Sendable {
  private struct State {
    var now = Duration.zero
    var sleepers: [(until: Duration, wake: CancellationFlag)] = []
  }

  private let state = Mutex(State())

  /// An environment whose runs use this clock.
  private var environment: Environment {
    var environment = Environment.current
    environment.clock = Environment.Clock(
      now: { self.state.withLock { $0.now } },
      sleep: { moment in
        let wake = CancellationFlag()
        self.state.withLock { $0.sleepers.append((moment, wake)) }
        self.advance(by: .zero)
        await wake.wait()
      })
    return environment
  }

  /// Advances the clock.
  func advance(by duration: Duration) {
    let due = state.withLock { state in
      state.now += duration
      return state.sleepers.filter { $0.until <= state.now }
    }
    for sleeper in due { sleeper.wake.cancel() }
  }

  /// Calls a closure whose runs use this clock.
  @discardableResult
  func run<Result>(_ body: () throws -> Result) rethrows -> Result {
    try Environment.$current.withValue(environment) { try body() }
  }

  /// Calls an asynchronous closure whose runs use this clock.
  @discardableResult
  func run<Result>(_ body: () async throws -> Result) async rethrows -> Result {
    try await Environment.$current.withValue(environment) { try await body() }
  }
}
