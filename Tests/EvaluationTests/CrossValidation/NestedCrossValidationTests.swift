import Attune
import AttuneEvaluation
import ProgramTesting
import Testing

@Suite struct NestedCrossValidationTests {
  private let nested = NestedCrossValidation(
    (0..<3).map { fold in
      Fold(training: (0..<6).filter { $0 / 2 != fold }, validation: [2 * fold, 2 * fold + 1])
    }, name: "nested", seed: 7)

  /// Two inner folds of a training part of four elements.
  private let inner = [
    Fold(training: [0, 1], validation: [2, 3]), Fold(training: [2, 3], validation: [0, 1]),
  ]

  @Test func `each fold has a separate study that uses only the training part`() throws {
    var studies: [Study] = []
    var evaluated: [(x: Double, Fold)] = []
    let scores = try nested.scores(
      study: { name, seed in
        let study = try Study(name, sampler: .random, seed: seed)
        studies.append(study)
        return study
      },
      tune: { study, training in
        let validation = nested.folds[studies.count - 1].validation
        return try study.optimize(trials: 4) { trial in
          let x = try trial.suggest("x", in: 0.0...1.0)
          let folds = try inner.map { try $0.reindexed(by: training) }
          return try trial.crossValidate(folds) { innerTraining, innerValidation in
            #expect(Set(innerTraining + innerValidation) == Set(training))
            #expect(Set(innerTraining + innerValidation).isDisjoint(with: validation))
            return x + Double(innerValidation[0])
          }
        }
      },
      evaluate: { trial, training, validation in
        let x = try trial.suggest("x", in: 0.0...1.0)
        evaluated.append((x, Fold(training: training, validation: validation)))
        return x
      })
    #expect(studies.map(\.name) == ["nested fold 0", "nested fold 1", "nested fold 2"])
    #expect(Set(studies.map(\.seed)).count == 3)
    #expect(evaluated.map(\.1) == nested.folds)
    let best = try studies.map { try #require($0.bestTrial).parameters["x"]?.doubleValue }
    #expect(scores.values == best)
  }

  @Test func `one study for several folds is refused`() async throws {
    var tuned = 0
    #expect(throws: EvaluationError.self) {
      try nested.scores(
        study: { _, seed in try Study("one", seed: seed) },
        tune: { study, _ in
          tuned += 1
          return try study.optimize(trials: 1) { try $0.suggest("x", in: 0.0...1.0) }
        },
        evaluate: { _, _, _ in 0 })
    }
    #expect(tuned == 1)
    await #expect(throws: EvaluationError.self) {
      try await nested.scores(
        study: { _, seed in try Study("one", seed: seed) },
        tune: { study, _ in
          try await study.optimize(trials: 1) { trial in
            await Task.yield()
            return try trial.suggest("x", in: 0.0...1.0)
          }
        },
        evaluate: { _, _, _ in 0 })
    }
  }

  @Test func `a second run repeats neither trials nor evaluations`() throws {
    try withTemporaryFolder { folder in
      var (trials, evaluations) = (0, 0)
      var failsAt: Int? = 1
      struct Failure: Error {}
      func run() throws -> CrossValidationScores {
        try nested.scores(
          study: { name, seed in
            try Study(name, storage: .journal("\(folder)/journal"), sampler: .random, seed: seed)
          },
          tune: { study, _ in
            try study.optimize(trials: 5) { trial in
              trials += 1
              return try trial.suggest("x", in: 0.0...1.0)
            }
          },
          evaluate: { trial, _, _ in
            if evaluations == failsAt { throw Failure() }
            evaluations += 1
            return try trial.suggest("x", in: 0.0...1.0)
          })
      }
      #expect(throws: Failure.self) { try run() }
      #expect(trials == 10 && evaluations == 1)
      failsAt = nil
      let scores = try run()
      #expect(trials == 15 && evaluations == 3)
      #expect(try run() == scores)
      #expect(trials == 15 && evaluations == 3)
    }
  }

  @Test func `asynchronous runs give the same scores without repeated evaluations`() async throws {
    let storage = InMemoryStorage()
    func objective(_ trial: Trial) throws -> Double { try trial.suggest("x", in: 0.0...1.0) }
    let synchronous = try nested.scores(
      study: { name, seed in try Study(name, sampler: .random, seed: seed) },
      tune: { study, _ in try study.optimize(trials: 3, objective) },
      evaluate: { trial, training, _ in try objective(trial) + Double(training[0]) })
    var evaluations = 0
    func run() async throws -> CrossValidationScores {
      try await nested.scores(
        study: { name, seed in
          try Study(name, storage: storage, sampler: .random, seed: seed)
        },
        tune: { study, _ in
          try await study.optimize(trials: 3) { trial in
            await Task.yield()
            return try objective(trial)
          }
        },
        evaluate: { trial, training, _ in
          await Task.yield()
          evaluations += 1
          return try objective(trial) + Double(training[0])
        })
    }
    #expect(try await run() == synchronous)
    #expect(try await run() == synchronous)
    #expect(evaluations == 3)
  }

  @Test func `a study without a best trial is an error`() throws {
    #expect(throws: EvaluationError.self) {
      try nested.scores(
        study: { name, seed in try Study(name, seed: seed) },
        tune: { study, _ in try study.optimize(trials: 0) { _ in 0.0 } },
        evaluate: { _, _, _ in 0 })
    }
  }

  @Test func `an interrupted study interrupts the nested cross-validation`() throws {
    #expect(throws: CancellationError.self) {
      try nested.scores(
        study: { name, seed in try Study(name, seed: seed) },
        tune: { _, _ in .interrupted },
        evaluate: { _, _, _ in 0 })
    }
  }

  @Test func `a fold of a subset is reindexed to the whole data set`() throws {
    let fold = try Fold(training: [0, 2], validation: [1]).reindexed(by: [7, 5, 3])
    #expect(fold == Fold(training: [7, 3], validation: [5]))
    #expect(throws: EvaluationError.self) {
      try Fold(training: [0, 3], validation: [1]).reindexed(by: [7, 5, 3])
    }
  }
}
