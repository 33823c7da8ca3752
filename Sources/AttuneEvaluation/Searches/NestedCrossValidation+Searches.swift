import Attune

extension NestedCrossValidation {
  /// Searches within each outer fold, one after the other, and judges the model that was found.
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
  /// A search gets the examples of the fold's training part, so its folds split these; its best model,
  /// fitted on all of them, is judged by the validation part. With a journal it can be interrupted and run
  /// again: searches go on where they were.
  ///
  /// - Parameters:
  ///   - model: What is fitted.
  ///   - inputs: What is known of each example.
  ///   - outputs: What is to be predicted of each example.
  ///   - scoring: The score of predictions, given the outputs first.
  ///   - search: Runs a search whose study has this name and, where it draws random numbers, this seed.
  /// - Returns: The scores of the outer folds.
  /// - Throws: ``EvaluationError`` when inputs, outputs and folds do not go together, and for a search
  ///   with the name of an earlier fold's; what searches, predictions and `scoring` throw.
  public func scores<Model: Estimator>(
    of model: Model.Type, _ inputs: [Model.Input], _ outputs: [Model.Output],
    scoring: ([Model.Output], [Model.Prediction]) throws -> Double,
    search: (
      _ name: String, _ seed: UInt64, _ inputs: [Model.Input], _ outputs: [Model.Output]
    ) throws -> SearchResult<Model>
  ) throws -> CrossValidationScores {
    _ = try FoldedExamples<Model>(inputs, outputs, folds)  // checks that they go together
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
