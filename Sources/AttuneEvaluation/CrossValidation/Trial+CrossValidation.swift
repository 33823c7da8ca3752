public import Attune

extension Trial {
  /// Cross-validates this trial: evaluates it on each fold and returns the scores.
  ///
  /// ```swift
  /// try study.optimize(trials: 50) { trial in
  ///   let depth = try trial.suggest("depth", in: 1...20)
  ///   return try trial.crossValidate(folds) { training, validation in
  ///     var tree = Tree(depth: depth)  // a new model for each fold
  ///     tree.fit(rows[training])
  ///     return tree.error(on: rows[validation])
  ///   }
  /// }
  /// ```
  ///
  /// After each fold except the last, the method reports a value, with the fold's index as the
  /// step, and checks whether the trial is to be pruned. The reported value depends on the pruner.
  /// A pruner that follows progress, such as `MedianPruner`, gets the mean of the folds so far:
  /// scores of single folds differ in difficulty, and the best of them would make the trial look
  /// too good. The `WilcoxonPruner` compares two trials fold by fold, and gets the score of each
  /// fold. Multi-objective studies report nothing. The closure must not report values, such as
  /// those of training epochs: only the first report of a step counts, and the steps are the folds.
  ///
  /// The trial's attributes are `cv:scores`, set after each fold, `cv:mean` and
  /// `cv:standard deviation`, set at the end, and `cv:source`, which identifies the folds. A trial
  /// that is resumed after an interruption continues with the first fold that has no score,
  /// provided the folds are the same. A trial may contain several cross-validations with different
  /// names; only the reports of the first one count.
  ///
  /// - Parameters:
  ///   - folds: The folds, which should be the same, in the same order, in all trials of a study.
  ///   - name: The prefix of the attributes.
  ///   - score: Fits a new model to the elements at the `training` indices and returns its score on
  ///     those at the `validation` indices.
  /// - Returns: The scores, which can be returned as the objective's value.
  /// - Throws: Errors of `score`; `TrialPruned` if the pruner prunes the trial; ``EvaluationError``
  ///   if there are no folds, or if this trial has already used `name`; `StorageError`;
  ///   `CancellationError` if the study is interrupted.
  public func crossValidate(
    _ folds: [Fold], named name: String = "cv",
    _ score: (_ training: [Int], _ validation: [Int]) throws -> Double
  ) throws -> CrossValidationScores {
    var series = try scoreSeries(folds, named: name)
    return try series.evaluate { try score(folds[$0].training, folds[$0].validation) }
  }

  /// Cross-validates this trial on rows that are prepared by a transformation.
  ///
  /// The transformation is fitted for each fold to its training rows only, so that no information
  /// about the validation rows leaks into the model. Otherwise the method works like the one for
  /// indices.
  ///
  /// ```swift
  /// try trial.crossValidate(folds, of: rows, preparedBy: Standardization()) { training, validation in
  ///   Model(fittedTo: training).error(on: validation)
  /// }
  /// ```
  ///
  /// - Parameters:
  ///   - folds: The folds, which should be the same, in the same order, in all trials of a study.
  ///   - rows: The rows that the folds' indices refer to.
  ///   - transformation: The transformation that prepares the rows.
  ///   - name: The prefix of the attributes.
  ///   - score: Fits a new model to the `training` rows and returns its score on the `validation`
  ///     rows.
  /// - Returns: The scores, which can be returned as the objective's value.
  /// - Throws: The same errors as the method for indices, ``EvaluationError`` if an index is out of
  ///   range, and errors of the transformation.
  public func crossValidate<Preparation: Transformation>(
    _ folds: [Fold], of rows: [Preparation.Row], preparedBy transformation: Preparation,
    named name: String = "cv",
    _ score: (_ training: [Preparation.Row], _ validation: [Preparation.Row]) throws -> Double
  ) throws -> CrossValidationScores {
    var series = try scoreSeries(folds, named: name)
    return try series.evaluate {
      let parts = try folds[$0].parts(of: rows, preparedBy: transformation)
      return try score(parts.training, parts.validation)
    }
  }

  /// Cross-validates this trial on rows without preparation.
  ///
  /// ```swift
  /// try trial.crossValidate(folds, of: rows) { training, validation in
  ///   Model(fittedTo: training).error(on: validation)
  /// }
  /// ```
  ///
  /// Otherwise the method works like the one for indices.
  ///
  /// - Throws: The same errors as the method for indices, and ``EvaluationError`` if an index is
  ///   out of range.
  public func crossValidate<Row>(
    _ folds: [Fold], of rows: [Row], named name: String = "cv",
    _ score: (_ training: [Row], _ validation: [Row]) throws -> Double
  ) throws -> CrossValidationScores {
    try crossValidate(folds, of: rows, preparedBy: Identity(), named: name, score)
  }

  /// Cross-validates this trial asynchronously, one fold after the other.
  ///
  /// - Throws: The same errors as the synchronous method.
  public func crossValidate(
    _ folds: [Fold], named name: String = "cv",
    _ score: (_ training: [Int], _ validation: [Int]) async throws -> Double
  ) async throws -> CrossValidationScores {
    var series = try scoreSeries(folds, named: name)
    return try await series.evaluate { try await score(folds[$0].training, folds[$0].validation) }
  }

  /// Cross-validates this trial on rows that are prepared by a transformation, asynchronously and
  /// one fold after the other.
  ///
  /// - Throws: The same errors as the synchronous method.
  public func crossValidate<Preparation: Transformation>(
    _ folds: [Fold], of rows: [Preparation.Row], preparedBy transformation: Preparation,
    named name: String = "cv",
    _ score: (_ training: [Preparation.Row], _ validation: [Preparation.Row]) async throws -> Double
  ) async throws -> CrossValidationScores {
    var series = try scoreSeries(folds, named: name)
    return try await series.evaluate {
      let parts = try folds[$0].parts(of: rows, preparedBy: transformation)
      return try await score(parts.training, parts.validation)
    }
  }

  /// Cross-validates this trial on rows without preparation, asynchronously and one fold after the
  /// other.
  ///
  /// - Throws: The same errors as the synchronous method.
  public func crossValidate<Row>(
    _ folds: [Fold], of rows: [Row], named name: String = "cv",
    _ score: (_ training: [Row], _ validation: [Row]) async throws -> Double
  ) async throws -> CrossValidationScores {
    try await crossValidate(folds, of: rows, preparedBy: Identity(), named: name, score)
  }

  /// Starts the evaluation of this trial's folds, with the scores that an earlier attempt recorded.
  ///
  /// - Parameter known: The scores of the first folds, if another trial with the same parameters
  ///   has them.
  func scoreSeries(
    _ folds: [Fold], named name: String, known: [Double] = []
  ) throws -> ScoreSeries {
    try ScoreSeries(
      self, named: name, partCount: folds.count, parts: Fold.fingerprint(of: folds), known: known)
  }
}
