extension Estimator {
  /// Fits a new model to the training part of each fold, and scores it by the validation part.
  ///
  /// ```swift
  /// let scores = try Ridge.crossValidate(
  ///   settings, inputs, outputs, folds: .kFold(5, of: inputs), scoring: meanSquaredError)
  /// print(scores.mean, scores.standardDeviation)
  /// ```
  ///
  /// It takes neither a study nor a trial, and records nothing. To look for the best settings, let a
  /// ``GridSearch`` or ``RandomizedSearch`` do the same with many; in an objective of your own,
  /// `trial.crossValidate(folds)` goes on after interruptions and prunes.
  ///
  /// - Parameters:
  ///   - settings: The hyperparameters.
  ///   - inputs: What is known of each example.
  ///   - outputs: What is to be predicted of each example.
  ///   - folds: Which examples are fitted on and which judge.
  ///   - preparation: What prepares the inputs; it is fitted on the training part of each fold.
  ///   - scoring: The score of predictions, given the outputs first.
  /// - Returns: The score of each fold, in their order.
  /// - Throws: ``EvaluationError`` when inputs, outputs and folds do not go together; what fits,
  ///   predictions and `scoring` throw.
  public static func crossValidate(
    _ settings: Settings, _ inputs: [Input], _ outputs: [Output], folds: [Fold],
    preparedBy preparation: any Transformation<Input> = Identity<Input>(),
    scoring: ([Output], [Prediction]) throws -> Double
  ) throws -> CrossValidationScores {
    let examples = try FoldedExamples<Self>(inputs, outputs, folds, preparedBy: preparation)
    return CrossValidationScores(
      try folds.map { try examples.judge(settings, by: $0, scoring).score })
  }

  /// Cross-validates the settings' defaults.
  ///
  /// - Throws: As the method with settings does.
  public static func crossValidate(
    _ inputs: [Input], _ outputs: [Output], folds: [Fold],
    preparedBy preparation: any Transformation<Input> = Identity<Input>(),
    scoring: ([Output], [Prediction]) throws -> Double
  ) throws -> CrossValidationScores {
    try crossValidate(
      Settings(), inputs, outputs, folds: folds, preparedBy: preparation, scoring: scoring)
  }
}
