import Attune
import AttuneEvaluation
import ProgramTesting
import Testing

@Suite struct NestedSearchTests {
  private func nested() throws -> NestedCrossValidation {
    NestedCrossValidation(try .kFold(3, of: Ridge.inputs), name: "nested", seed: 1)
  }

  /// `cross_val_score(GridSearchCV(Ridge(), …, cv=KFold(4)), X, y, cv=KFold(3))` of scikit-learn
  /// 1.9.1, scored by the negated mean squared error; the inner searches choose alpha 1, 1 and 0.1.
  @Test func `nested grid searches give the scores of scikit-learn`() throws {
    var results: [SearchResult<Ridge>] = []
    let scores = try nested().scores(
      of: Ridge.self, Ridge.inputs, Ridge.outputs, scoring: Ridge.negativeSquaredError
    ) { name, _, inputs, outputs in
      let search = try GridSearch(
        name, of: Ridge.self, over: ["alpha": [0.1, 1, 10, 100], "intercept": [false, true]],
        direction: .maximize)
      #expect(inputs.count == 20 && outputs.count == 20)
      let result = try search.fit(
        inputs, outputs, folds: .kFold(4, of: inputs), scoring: Ridge.negativeSquaredError)
      results.append(result)
      return result
    }
    #expect(results.map(\.best.settings.alpha) == [1, 1, 0.1])
    #expect(results.allSatisfy { $0.best.settings.intercept })
    let reference = [
      (-2.189640974451832, -1.9623655467759609), (-2.224582789048265, -1.5513119083491511),
      (-1.3091796048962667, -2.442095549524095),
    ]
    for (index, (inner, outer)) in reference.enumerated() {
      #expect(abs(results[index].best.meanScore - inner) < 1e-10)
      #expect(abs(scores.values[index] - outer) < 1e-10)
    }
  }

  @Test func `a second run continues with the remaining trials`() throws {
    try withTemporaryFolder { folder in
      func run(trials: Int, _ folder: String) throws -> CrossValidationScores {
        try nested().scores(
          of: Ridge.self, Ridge.inputs, Ridge.outputs, scoring: Ridge.negativeSquaredError
        ) { name, seed, inputs, outputs in
          let search = try RandomizedSearch(
            name, of: Ridge.self, trials: trials, direction: .maximize,
            storage: .journal("\(folder)/journal"), seed: seed)
          let result = try search.fit(
            inputs, outputs, folds: .kFold(4, of: inputs), scoring: Ridge.negativeSquaredError)
          #expect(search.study.trials.count == trials)
          return result
        }
      }
      _ = try run(trials: 2, folder)
      let continued = try run(trials: 5, folder)
      #expect(try run(trials: 5, folder) == continued)
      let whole = try withTemporaryFolder { try run(trials: 5, $0) }
      #expect(whole == continued)
    }
  }

  @Test func `a search with the study of an earlier fold is refused`() throws {
    let storage = InMemoryStorage()
    let error = #expect(throws: EvaluationError.self) {
      try nested().scores(
        of: Ridge.self, Ridge.inputs, Ridge.outputs, scoring: Ridge.negativeSquaredError
      ) { _, _, inputs, outputs in
        try GridSearch(of: Ridge.self, over: [:], direction: .maximize, storage: storage).fit(
          inputs, outputs, folds: .kFold(4, of: inputs), scoring: Ridge.negativeSquaredError)
      }
    }
    #expect(
      error?.description == #"outer fold 1 uses the study "grid search" of an earlier fold; "#
        + #"use the name that is passed to the closure, "nested fold 1""#)
  }

  @Test func `inputs and outputs that do not match are refused before a search`() throws {
    let error = #expect(throws: EvaluationError.self) {
      try nested().scores(
        of: Ridge.self, Ridge.inputs, Array(Ridge.outputs.dropLast()),
        scoring: Ridge.negativeSquaredError
      ) { name, seed, inputs, outputs in
        Issue.record("a search was started")
        return try RandomizedSearch(
          name, of: Ridge.self, trials: 1, direction: .maximize, seed: seed
        ).fit(inputs, outputs, folds: Ridge.folds, scoring: Ridge.negativeSquaredError)
      }
    }
    #expect(error?.description.contains("30 inputs and 29 outputs") == true)
  }
}
