/// Examples with matching folds and a preparation, on which settings are cross-validated.
struct FoldedExamples<Model: Estimator>: Sendable {
  let inputs: [Model.Input]
  let outputs: [Model.Output]
  let folds: [Fold]
  private let preparation: any Transformation<Model.Input>

  /// Checks that there are folds, and that their indices are valid and no part is empty.
  init(
    _ inputs: [Model.Input], _ outputs: [Model.Output], _ folds: [Fold],
    preparedBy preparation: any Transformation<Model.Input> = Identity<Model.Input>()
  ) throws(EvaluationError) {
    guard inputs.count == outputs.count else {
      throw EvaluationError(
        .invalidInput,
        "there are \(inputs.count) inputs and \(outputs.count) outputs; give one output for each")
    }
    guard !folds.isEmpty else {
      throw EvaluationError(.invalidSplit, "no folds are given; give at least one")
    }
    for (number, fold) in folds.enumerated() {
      guard !fold.training.isEmpty, !fold.validation.isEmpty else {
        throw EvaluationError(.invalidSplit, "fold \(number) has an empty part; make fewer folds")
      }
      let stray = (fold.training + fold.validation).first { !inputs.indices.contains($0) }
      if let stray {
        throw EvaluationError(
          .invalidSplit,
          "fold \(number) has the index \(stray), but there are \(inputs.count) inputs; make the "
            + "folds from these inputs")
      }
    }
    self.inputs = inputs
    self.outputs = outputs
    self.folds = folds
    self.preparation = preparation
  }

  /// Fits the preparation and a new model to the training part, and scores the model's predictions
  /// for the validation part.
  ///
  /// - Parameter fold: One of the folds.
  func evaluate(
    _ settings: Model.Settings, by fold: Fold,
    _ scoring: ([Model.Output], [Model.Prediction]) throws -> Double
  ) throws -> (score: Double, fitTime: Duration, scoreTime: Duration) {
    var model = Model(settings)
    let clock = ContinuousClock()
    let start = clock.now
    let training = fold.training(of: inputs)
    let fittedPreparation = try preparation.fitted(to: training)
    try model.fit(fittedPreparation.apply(to: training), fold.training(of: outputs))
    let fitted = clock.now
    let predictions = try model.predict(fittedPreparation.apply(to: fold.validation(of: inputs)))
    let score = try scoring(fold.validation(of: outputs), predictions)
    return (score, fitted - start, clock.now - fitted)
  }

  /// Returns the preparation and a model with the given settings, both fitted to all examples.
  func fitted(
    _ settings: Model.Settings
  ) throws -> (preparation: any FittedTransformation<Model.Input>, model: Model) {
    let fittedPreparation = try preparation.fitted(to: inputs)
    var model = Model(settings)
    try model.fit(fittedPreparation.apply(to: inputs), outputs)
    return (fittedPreparation, model)
  }
}
