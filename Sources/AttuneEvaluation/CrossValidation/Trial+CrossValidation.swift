public import Attune

extension Trial {
  /// Evaluates this trial on each fold, and takes the mean.
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
  /// After each fold but the last the pruner is asked, and the closure's trial ends as pruned when it
  /// gives up. What is reported, at the fold's number as the step, is what the pruner can compare. For
  /// a pruner that looks at progress, as `MedianPruner`, that is the mean of the folds so far:
  /// single folds are easy or hard, and the best one so far would flatter the trial. The
  /// `WilcoxonPruner` pairs the folds of two trials, and gets the score of each. In studies
  /// with several directions nothing is reported. The closure reports nothing itself, as the epochs of a
  /// training: the first report of a step counts, and the steps are the folds'.
  ///
  /// As attributes of the trial are recorded `cv:scores` after each fold, `cv:mean` and
  /// `cv:standard deviation` at the end, and `cv:source`, by which a trial that is entered again after
  /// an interruption goes on with the first fold that it has no score of, if the folds are the
  /// same. Of several cross-validations in a trial, each with its own name, the reports of the first count.
  ///
  /// - Parameters:
  ///   - folds: All trials of a study should have the same, in the same order.
  ///   - name: What the names of the attributes start with.
  ///   - score: Fits a new model on the elements with the first indices and judges it by those with the
  ///     second.
  /// - Returns: The scores; they can be the objective's value.
  /// - Throws: What `score` throws; `TrialPruned` when the pruner gives up; ``EvaluationError``
  ///   without folds, and for a name that this trial has used; `StorageError`; `CancellationError` when
  ///   the study is being interrupted.
  public func crossValidate(
    _ folds: [Fold], named name: String = "cv",
    _ score: (_ training: [Int], _ validation: [Int]) throws -> Double
  ) throws -> CrossValidationScores {
    var series = try scoreSeries(folds, named: name)
    return try series.evaluate { try score(folds[$0].training, folds[$0].validation) }
  }

  /// Evaluates this trial on each fold of rows that a transformation prepares, and takes the mean.
  ///
  /// The transformation is fitted anew for each fold, on its training rows alone, so that nothing of the
  /// validation rows leaks into the model. In all else this is the method for indices.
  ///
  /// ```swift
  /// try trial.crossValidate(folds, of: rows, preparedBy: Standardization()) { training, validation in
  ///   Model(fittedTo: training).error(on: validation)
  /// }
  /// ```
  ///
  /// - Parameters:
  ///   - folds: All trials of a study should have the same, in the same order.
  ///   - rows: What the indices of the folds stand for.
  ///   - transformation: Prepares the rows.
  ///   - name: What the names of the attributes start with.
  ///   - score: Fits a new model on the first rows and judges it by the second.
  /// - Returns: The scores; they can be the objective's value.
  /// - Throws: As the method for indices does, and ``EvaluationError`` for an index that no row has;
  ///   what the transformation throws.
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

  /// Evaluates this trial on each fold of rows as they are, and takes the mean.
  ///
  /// ```swift
  /// try trial.crossValidate(folds, of: rows) { training, validation in
  ///   Model(fittedTo: training).error(on: validation)
  /// }
  /// ```
  ///
  /// In all else this is the method for indices.
  ///
  /// - Throws: As the method for indices does, and ``EvaluationError`` for an index that no row has.
  public func crossValidate<Row>(
    _ folds: [Fold], of rows: [Row], named name: String = "cv",
    _ score: (_ training: [Row], _ validation: [Row]) throws -> Double
  ) throws -> CrossValidationScores {
    try crossValidate(folds, of: rows, preparedBy: Identity(), named: name, score)
  }

  /// Evaluates this trial on each fold, asynchronously and one after the other, and takes the mean.
  ///
  /// - Throws: As the synchronous method does.
  public func crossValidate(
    _ folds: [Fold], named name: String = "cv",
    _ score: (_ training: [Int], _ validation: [Int]) async throws -> Double
  ) async throws -> CrossValidationScores {
    var series = try scoreSeries(folds, named: name)
    return try await series.evaluate { try await score(folds[$0].training, folds[$0].validation) }
  }

  /// Evaluates this trial on each fold of rows that a transformation prepares, asynchronously and one
  /// after the other, and takes the mean.
  ///
  /// - Throws: As the synchronous method does.
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

  /// Evaluates this trial on each fold of rows as they are, asynchronously and one after the other, and
  /// takes the mean.
  ///
  /// - Throws: As the synchronous method does.
  public func crossValidate<Row>(
    _ folds: [Fold], of rows: [Row], named name: String = "cv",
    _ score: (_ training: [Row], _ validation: [Row]) async throws -> Double
  ) async throws -> CrossValidationScores {
    try await crossValidate(folds, of: rows, preparedBy: Identity(), named: name, score)
  }

  /// The scores of this trial's folds, with those that an earlier attempt came to.
  ///
  /// - Parameter known: The scores of the first folds, if another trial with the same parameters has them.
  func scoreSeries(
    _ folds: [Fold], named name: String, known: [Double] = []
  ) throws -> ScoreSeries {
    try ScoreSeries(
      self, named: name, partCount: folds.count, parts: Fold.fingerprint(of: folds), known: known)
  }
}
