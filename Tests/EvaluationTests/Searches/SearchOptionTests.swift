import Attune
import AttuneEvaluation
import Synchronization
import Testing

/// The options that searches share with `optimize`.
@Suite struct SearchOptionTests {
  private struct DatasetError: Error {}

  /// A search with any rule.
  private struct RandomSearch: HyperparameterSearch {
    typealias Model = Ridge

    let study: Study
    let stopRule: StopRule

    init(_ rule: StopRule) throws {
      study = try Study("ridge", direction: .maximize, sampler: .random, pruner: .none, seed: 1)
      stopRule = rule
    }
  }

  private static let values: [String: [JSONValue]] = ["alpha": [0.1, 1, 10, 100]]

  private static func grid() throws -> GridSearch<Ridge> {
    try GridSearch(of: Ridge.self, over: values, direction: .maximize)
  }

  @Test func `onTrialEnd is called after each trial`() throws {
    let ended = Mutex<[Int]>([])
    let search = try Self.grid()
    let result = try search.fit(
      Ridge.inputs, Ridge.outputs, folds: Ridge.folds, parallelism: 2,
      onTrialEnd: { study, trial in
        #expect(study === search.study)
        ended.withLock { $0.append(trial.number) }
      }, scoring: Ridge.negativeSquaredError)
    #expect(ended.withLock { $0.sorted() } == [0, 1, 2, 3])
    #expect(result.configurations.count == 4)
  }

  @Test func `abortOn ends the search with the error`() throws {
    let search = try Self.grid()
    #expect(throws: DatasetError.self) {
      try search.fit(
        Ridge.inputs, Ridge.outputs, folds: Ridge.folds, abortOn: [DatasetError.self]
      ) { _, _ in throw DatasetError() }
    }
    #expect(search.study.trials.map(\.state) == [.failed])
  }

  @Test func `stop interrupts the search, and the same call resumes it`() throws {
    let search = try Self.grid()
    #expect(throws: CancellationError.self) {
      try search.fit(
        Ridge.inputs, Ridge.outputs, folds: Ridge.folds, onTrialEnd: { study, _ in study.stop() },
        scoring: Ridge.negativeSquaredError)
    }
    #expect(search.study.trials.count == 1)
    let result = try search.fit(
      Ridge.inputs, Ridge.outputs, folds: Ridge.folds, scoring: Ridge.negativeSquaredError)
    #expect(result.configurations.count == 4)
  }

  private static let rules: [StopRule] = [
    .trials(3), .additionalTrials(3), .trials(3, states: [.complete]),
    .all(.trials(3), .time(.zero)), .when { $0.count(of: .complete) >= 3 },
  ]

  @Test(.timeLimit(.minutes(5)), arguments: rules)
  func `a search ends by any rule`(rule: StopRule) throws {
    let result = try RandomSearch(rule).fit(
      Ridge.inputs, Ridge.outputs, folds: Ridge.folds, scoring: Ridge.negativeSquaredError)
    #expect(result.configurations.count == 3)
  }

  @Test(.timeLimit(.minutes(5)), arguments: [1, 3])
  func `a search with batches replaces trials that its rule does not count`(
    parallelism: Int
  ) throws {
    let search = try RandomSearch(.trials(3, states: [.complete]))
    let calls = Mutex(0)
    let result = try search.fit(
      Ridge.inputs, Ridge.outputs, folds: Ridge.folds, parallelism: .workers(parallelism),
      batchSize: 4, maxConsecutiveFailures: .max
    ) { outputs, predictions in
      // The first evaluation fails, whatever the trial.
      let isFirst = calls.withLock { calls in
        calls += 1
        return calls == 1
      }
      if isFirst { throw DatasetError() }
      return Ridge.negativeSquaredError(outputs, predictions)
    }
    #expect(result.configurations.count == 3)
    #expect(search.study.trials.count == 4)
  }
}
