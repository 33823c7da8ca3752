extension Estimator {
  /// Fits a new model to the training part of each fold, and scores it on the validation part.
  ///
  /// ```swift
  /// let scores = try Ridge.crossValidate(
  ///   settings, inputs, outputs, folds: .kFold(5, of: inputs), scoring: meanSquaredError)
  /// print(scores.mean, scores.standardDeviation)
  /// ```
  ///
  /// It needs neither a study nor a trial, and records nothing. To find the best settings, use a
  /// ``GridSearch`` or a ``RandomizedSearch``. In an objective, use `trial.crossValidate(folds)`,
  /// which prunes, and resumes after interruptions.
  ///
  /// - Parameters:
  ///   - settings: The hyperparameters.
  ///   - inputs: The input of each example.
  ///   - outputs: The true output of each example.
  ///   - folds: The folds, whose indices refer to the examples.
  ///   - preparation: The transformation of the inputs, fitted to the training part of each fold.
  ///   - scoring: Returns the score, given the true outputs and the predictions.
  /// - Returns: The scores, in the order of the folds.
  /// - Throws: ``EvaluationError`` if inputs, outputs and folds do not match; errors of fits,
  ///   predictions and `scoring`.
  public static func crossValidate(
    _ settings: Settings, _ inputs: [Input], _ outputs: [Output], folds: [Fold],
    preparedBy preparation: any Transformation<Input> = Identity<Input>(),
    scoring: ([Output], [Prediction]) throws -> Double
  ) throws -> CrossValidationScores {
    let examples = try FoldedExamples<Self>(inputs, outputs, folds, preparedBy: preparation)
    return CrossValidationScores(
      try folds.map { try examples.evaluate(settings, by: $0, scoring).score })
  }

  /// Cross-validates the default settings.
  ///
  /// - Throws: The same errors as the method with settings.
  public static func crossValidate(
    _ inputs: [Input], _ outputs: [Output], folds: [Fold],
    preparedBy preparation: any Transformation<Input> = Identity<Input>(),
    scoring: ([Output], [Prediction]) throws -> Double
  ) throws -> CrossValidationScores {
    try crossValidate(
      Settings(), inputs, outputs, folds: folds, preparedBy: preparation, scoring: scoring)
  }
}
