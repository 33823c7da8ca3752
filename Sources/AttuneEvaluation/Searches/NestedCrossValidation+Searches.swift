import Attune

extension NestedCrossValidation {
  /// Runs a search within each outer fold, one after the other, and scores the best model of each.
  ///
  /// ```swift
  /// let nested = NestedCrossValidation(try .kFold(5, of: inputs), name: "ridge", seed: 1)
  /// let scores = try nested.scores(of: Ridge.self, inputs, outputs, scoring: r2) {
  ///   name, seed, inputs, outputs in
  ///   try RandomizedSearch(name, of: Ridge.self, trials: 30, direction: .maximize, seed: seed)
  ///     .fit(inputs, outputs, folds: .kFold(4, of: inputs), scoring: r2)
  /// }
  /// ```
  ///
  /// A search gets only the examples of the fold's training part and splits them into its folds.
  /// Its best model, fitted to all of them, is scored on the validation part. With a journal, an
  /// interrupted run can be resumed by the same call: searches continue where they stopped.
  ///
  /// - Parameters:
  ///   - model: The type of the model.
  ///   - inputs: The input of each example.
  ///   - outputs: The true output of each example.
  ///   - scoring: Returns the score, given the true outputs and the predictions.
  ///   - search: Runs a search whose study has the given name and, if it draws random numbers, the
  ///     given seed.
  /// - Returns: The scores of the outer folds.
  /// - Throws: ``EvaluationError`` if inputs, outputs and folds do not match, or if a search has
  ///   the same name as that of an earlier fold; errors of searches, predictions and `scoring`.
  public func scores<Model: Estimator>(
    of model: Model.Type, _ inputs: [Model.Input], _ outputs: [Model.Output],
    scoring: ([Model.Output], [Model.Prediction]) throws -> Double,
    search: (
      _ name: String, _ seed: UInt64, _ inputs: [Model.Input], _ outputs: [Model.Output]
    ) throws -> SearchResult<Model>
  ) throws -> CrossValidationScores {
    _ = try FoldedExamples<Model>(inputs, outputs, folds)  // checks that they match
    var names = Set<Name>()
    let scores = try folds.enumerated().map { index, fold in
      let result = try search(
        studyName(ofFold: index), studySeed(ofFold: index), fold.training(of: inputs),
        fold.training(of: outputs))
      try recordStudy(named: result.studyName, ofFold: index, in: &names)
      let predictions = try result.predict(fold.validation(of: inputs))
      return try scoring(fold.validation(of: outputs), predictions)
    }
    return CrossValidationScores(scores)
  }
}
