import Attune
import AttuneEvaluation
import Dispatch
import Testing

/// Tests of two searches over the same storage, like those of two processes over a journal.
@Suite(.timeLimit(.minutes(5))) struct SharedSearchTests {
  private static func search(_ storage: InMemoryStorage) throws -> GridSearch<Ridge> {
    try GridSearch(
      of: Ridge.self, over: ["alpha": [0.1, 1, 10, 100], "intercept": [false, true]],
      direction: .maximize, storage: storage)
  }

  /// Runs a search on a separate thread, since scoring may block.
  private static func fit(
    _ search: GridSearch<Ridge>, scoring: @escaping @Sendable ([Double], [Double]) throws -> Double
  ) async throws -> [SearchConfiguration<Ridge.Settings>] {
    try await withCheckedThrowingContinuation { continuation in
      DispatchQueue(label: "search").async {
        continuation.resume(
          with: Result {
            try search.fit(Ridge.inputs, Ridge.outputs, folds: Ridge.folds, scoring: scoring)
              .configurations
          })
      }
    }
  }

  @Test(arguments: [false, true])
  func `a search waits for the running trials of another one, and resumes interrupted ones`(
    isInterrupted: Bool
  ) async throws {
    let storage = InMemoryStorage()
    let (slow, quick) = (try Self.search(storage), try Self.search(storage))
    let gate = DispatchSemaphore(value: 0)
    var slowEvents = slow.study.events().makeAsyncIterator()
    var quickEvents = quick.study.events().makeAsyncIterator()
    let slowSearch = Task {
      try await Self.fit(slow) { outputs, predictions in
        gate.wait()
        gate.signal()
        if isInterrupted { throw CancellationError() }
        return Ridge.negativeSquaredError(outputs, predictions)
      }
    }
    while let event = await slowEvents.next() {
      if case .started = event { break }
    }
    let quickSearch = Task { try await Self.fit(quick, scoring: Ridge.negativeSquaredError) }
    while let event = await quickEvents.next() {
      if case .stopped = event { break }
    }
    #expect(quick.study.trials.count(of: .running) == 1)
    gate.signal()
    let configurations = try await quickSearch.value
    #expect(configurations.map(\.trialNumber) == Array(0..<8))
    if isInterrupted {
      await #expect(throws: CancellationError.self) { _ = try await slowSearch.value }
    } else {
      #expect(try await slowSearch.value.map(\.meanScore) == configurations.map(\.meanScore))
    }
  }
}
